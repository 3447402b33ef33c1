/** Addresses under /app/. A guard may hold a change of page until the person has decided (R7). */
export interface Place {
  /** Parts after /app/, decoded: `['chats', '81']`. */
  path: string[];
  query: URLSearchParams;
}

type Guard = () => boolean | Promise<boolean>;

export class Router {
  place = read();
  private readonly listeners = new Set<() => void>();
  private guard: Guard | null = null;
  private depth = 0;

  constructor() {
    addEventListener('popstate', () => void this.popped());
    addEventListener('beforeunload', (event) => {
      if (this.guard) event.preventDefault();
    });
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
    const samePage = new URL(href, location.href).pathname === location.pathname;
    if (!samePage && this.guard && !(await this.guard())) return;
    if (!samePage) this.guard = null;
    if (how === 'push') this.depth++;
    history[how === 'push' ? 'pushState' : 'replaceState'](null, '', href);
    this.arrive();
  }

  /** Back within the application, or to `otherwise` when this is its first page. */
  back(otherwise: string): void {
    if (this.depth > 0) history.back();
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
    this.place = read();
    for (const listener of this.listeners) listener();
  }
}

function search(query: URLSearchParams): string {
  const text = query.toString();
  return text ? `?${text}` : '';
}

function read(): Place {
  const path = location.pathname
    .replace(/^\/app\/?/, '')
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent);
  return { path, query: new URLSearchParams(location.search) };
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
