/** Addresses under /app/. A guard may hold a change of page until the person has decided (R7). */
export interface Place {
  /** Parts after /app/, decoded: `['chats', '81']`. */
  path: string[];
  query: URLSearchParams;
}

type Guard = () => boolean | Promise<boolean>;

export class Router {
  place = read(location);
  private readonly listeners = new Set<() => void>();
  private guard: Guard | null = null;
  private depth = 0;
  /** In a frame the address of the page is the frame's own: places are kept here. */
  private memory: string[] | null = null;

  constructor() {
    addEventListener('popstate', () => void this.popped());
    addEventListener('beforeunload', (event) => {
      if (this.guard) event.preventDefault();
    });
  }

  stayInMemory(): void {
    this.memory = ['/app/chats'];
    this.arrive();
  }

  on(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** While set, leaving asks first; `true` lets the person go. */
  setGuard(guard: Guard | null): void {
    this.guard = guard;
  }

  async go(href: string, how: 'push' | 'replace' = 'push'): Promise<void> {
    const here = this.memory ? new URL(this.memory.at(-1) ?? '', location.origin) : location;
    const samePage = new URL(href, here.href).pathname === here.pathname;
    if (!samePage && this.guard && !(await this.guard())) return;
    if (!samePage) this.guard = null;
    if (how === 'push') this.depth++;
    if (this.memory) this.memory.splice(how === 'push' ? this.memory.length : -1, how === 'push' ? 0 : 1, href);
    else history[how === 'push' ? 'pushState' : 'replaceState'](null, '', href);
    this.arrive();
  }

  /** Back within the application, or to `otherwise` when this is its first page. */
  back(otherwise: string): void {
    if (this.depth > 0 && this.memory) {
      this.depth--;
      this.memory.pop();
      this.arrive();
    } else if (this.depth > 0) history.back();
    else void this.go(otherwise, 'replace');
  }

  private async popped(): Promise<void> {
    const wanted = location.href;
    if (this.guard) {
      const here = `/app/${this.place.path.map(encodeURIComponent).join('/')}${search(this.place.query)}`;
      history.pushState(null, '', here);
      if (!(await this.guard())) return;
      this.guard = null;
      history.replaceState(null, '', wanted);
    }
    this.depth = Math.max(0, this.depth - 1);
    this.arrive();
  }

  private arrive(): void {
    this.place = read(this.memory ? new URL(this.memory.at(-1) ?? '', location.origin) : location);
    for (const listener of this.listeners) listener();
  }
}

function search(query: URLSearchParams): string {
  const text = query.toString();
  return text ? `?${text}` : '';
}

function read(at: Pick<Location, 'pathname' | 'search'>): Place {
  const path = at.pathname
    .replace(/^\/app\/?/, '')
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent);
  return { path, query: new URLSearchParams(at.search) };
}

/** Lets plain links move within the application; modified clicks and other targets stay the browser's. */
export function followLinks(router: Router): void {
  document.addEventListener('click', (event) => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return;
    if (!link.pathname.startsWith('/app/')) return;
    event.preventDefault();
    void router.go(link.pathname + link.search + link.hash);
  });
}
