/**
 * What stands on the company's page: one call for colour and place, a button in a closed shadow root, and the chat's
 * frame when it is wanted. Nothing of the page is touched, read or slowed down; no cookies. Imports nothing: one request.
 *
 * `<script async src="https://hub/widget.js" data-parley="key" data-lang="ru" data-theme="dark"></script>`
 */
interface Config {
  colour: string;
  letters: 'dark' | 'light';
  position: 'left' | 'right';
  page_address: boolean;
}

type Name = 'open' | 'close' | 'unread';

const script = document.currentScript as HTMLScriptElement | null;
const key = script?.dataset.parley;
const shared = window as unknown as { ParleyChat?: object };
const WORDS = {
  ru: { chat: 'Чат', open: 'Открыть чат', close: 'Закрыть чат', unread: 'новых: #' },
  en: { chat: 'Chat', open: 'Open chat', close: 'Close chat', unread: '# new' },
};
const TALKED = 'parley-chat';

const STYLE = `
:host{--light:#fff;--dark:#11151b;--panel:#fff;--dot:#c8251b;--on-dot:#fff;--focus:#1660c8;--halo:#fff;--shade:rgb(16 24 40/.22);--rim:rgb(16 24 40/.06);
all:initial;position:fixed;inset:auto 20px 20px auto;z-index:2147483000;font:500 12px/20px system-ui,sans-serif}
:host(.left){inset:auto auto 20px 20px}
button{position:relative;display:grid;place-items:center;width:60px;height:60px;border:0;border-radius:50%;padding:0;cursor:pointer;
background:var(--brand);color:var(--ink);box-shadow:0 6px 20px var(--shade);transition:transform .15s;-webkit-tap-highlight-color:transparent}
button:hover{transform:scale(1.05)}
button:focus-visible{outline:3px solid var(--focus);outline-offset:2px;box-shadow:0 0 0 2px var(--halo),0 6px 20px var(--shade)}
svg{grid-area:1/1;transition:opacity .15s,transform .15s}
.x,.on .c{opacity:0;transform:rotate(-45deg) scale(.6)}
.on .x{opacity:1;transform:none}
b{position:absolute;top:-3px;right:-3px;min-width:22px;box-sizing:border-box;padding:1px 6px;border-radius:11px;
background:var(--dot);color:var(--on-dot);font-weight:600;text-align:center}
b:empty,.on b{display:none}
iframe{position:absolute;right:0;bottom:76px;width:384px;height:min(640px,100vh - 116px);border:0;border-radius:18px;background:var(--panel);
color-scheme:normal;box-shadow:0 0 0 1px var(--rim),0 16px 48px var(--shade);visibility:hidden;opacity:0;transform:translateY(12px);transform-origin:bottom right;
transition:opacity .16s,transform .16s,visibility 0s .16s}
:host(.left) iframe{right:auto;left:0}
:host(.on) iframe{visibility:visible;opacity:1;transform:none;transition:opacity .16s,transform .16s}
@media(prefers-color-scheme:dark){:host{--panel:#12161b;--rim:rgb(255 255 255/.1);--shade:rgb(0 0 0/.5)}}
@media(max-width:480px),(max-height:420px){
iframe{position:fixed;inset:0;width:100%;height:100%;height:100dvh;border-radius:0;box-shadow:none}
:host(.on) button{display:none}}
@media(prefers-reduced-motion:reduce){button,svg,iframe{transition:none!important}}
@media print{:host{display:none}}`;

function drawing(name: string, path: string): SVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  const line = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  line.setAttribute('d', path);
  for (const [attribute, value] of Object.entries({
    class: name,
    viewBox: '0 0 24 24',
    width: 28,
    height: 28,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': 1.8,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': true,
  }))
    svg.setAttribute(attribute, String(value));
  svg.append(line);
  return svg;
}

function begin(source: HTMLScriptElement, channel: string): void {
  const hub = new URL(source.src).origin;
  const language = source.dataset.lang ?? (document.documentElement.lang || navigator.language);
  const words = /^ru\b/i.test(language) ? WORDS.ru : WORDS.en;
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'closed' });
  const button = document.createElement('button');
  const badge = document.createElement('b');
  const ears: Record<Name, Set<(detail?: number) => void>> = { open: new Set(), close: new Set(), unread: new Set() };
  const gone = new AbortController();
  let config: Config | undefined;
  let frame: HTMLIFrameElement | undefined;
  let ready = false;
  let isOpen = false;
  let wanted = false;
  let unread = 0;
  let identity: unknown;
  let shown: Partial<Config> | undefined;

  const say = (parley: string, detail?: unknown): void => frame?.contentWindow?.postMessage({ parley, detail }, hub);
  const tell = (name: Name, detail?: number): void => ears[name].forEach((hear) => hear(detail));
  const narrow = (): boolean => matchMedia('(max-width:480px),(max-height:420px)').matches;

  function label(): void {
    const news = unread ? `, ${words.unread.replace('#', String(unread))}` : '';
    button.setAttribute('aria-label', isOpen ? words.close : words.open + news);
    button.setAttribute('aria-expanded', String(isOpen));
    badge.textContent = unread ? (unread > 99 ? '99+' : String(unread)) : '';
  }

  function makeFrame(): void {
    if (frame) return;
    frame = document.createElement('iframe');
    const theme = source.dataset.theme ? `&theme=${source.dataset.theme}` : '';
    frame.src = `${hub}/widget/frame?key=${encodeURIComponent(channel)}&lang=${encodeURIComponent(language)}${theme}`;
    frame.title = words.chat;
    frame.allow = 'clipboard-write';
    root.prepend(frame);
  }

  function open(): void {
    wanted = true;
    if (!config || isOpen) return;
    isOpen = true;
    makeFrame();
    host.classList.add('on');
    button.classList.add('on');
    label();
    if (ready) say('open');
    if (!shown) frame?.focus();
    fit();
    tell('open');
  }

  function close(): void {
    wanted = false;
    if (!isOpen) return;
    isOpen = false;
    host.classList.remove('on');
    button.classList.remove('on');
    label();
    say('close');
    button.focus();
    tell('close');
  }

  /** On a phone the keyboard covers half of the page: the frame takes what is left. */
  function fit(): void {
    const view = window.visualViewport;
    if (!frame || !view) return;
    const full = isOpen && narrow();
    frame.style.height = full ? `${view.height}px` : '';
    frame.style.top = full ? `${view.offsetTop}px` : '';
  }

  function hear({ source: from, origin, data }: MessageEvent): void {
    if (!frame || from !== frame.contentWindow || origin !== hub) return;
    if (data.parley === 'ready') {
      ready = true;
      if (config?.page_address) say('page', location.href);
      if (identity) say('identify', identity);
      if (shown) say('look', shown);
      if (isOpen) say('open');
    } else if (data.parley === 'close') close();
    else if (data.parley === 'talk') remember();
    else if (data.parley === 'unread') {
      unread = Number(data.detail);
      label();
      tell('unread', unread);
    }
  }

  function dress(): void {
    const look = { ...config, ...shown };
    host.classList.toggle('left', look.position === 'left');
    host.style.setProperty('--brand', look.colour ?? '');
    host.style.setProperty('--ink', `var(--${look.letters})`);
  }

  function show(): void {
    const style = new CSSStyleSheet();
    style.replaceSync(STYLE);
    root.adoptedStyleSheets = [style];
    dress();
    button.type = 'button';
    button.setAttribute('aria-haspopup', 'dialog');
    button.append(
      drawing('c', 'M12 3.5c-5 0-9 3.4-9 7.7 0 2.4 1.3 4.5 3.3 5.9l-.6 3.6 3.9-1.9c.8.2 1.6.3 2.4.3 5 0 9-3.5 9-7.9s-4-7.7-9-7.7z'),
      drawing('x', 'M6 6l12 12M18 6L6 18'),
      badge,
    );
    button.onclick = () => (isOpen ? close() : open());
    label();
    root.append(button);
    document.body.append(host);
    const options = { signal: gone.signal };
    addEventListener('message', hear, options);
    addEventListener('keydown', (event) => event.key === 'Escape' && close(), options);
    window.visualViewport?.addEventListener('resize', fit, options);
    window.visualViewport?.addEventListener('scroll', fit, options);
    if (wanted) open();
    else if (remembers()) (window.requestIdleCallback ?? setTimeout)(makeFrame);
  }

  shared.ParleyChat = {
    open,
    close,
    /** Who the visitor is, signed by the site's server; or unsigned, then it is only shown. */
    identify(data: unknown) {
      identity = data;
      if (ready) say('identify', data);
    },
    /** As the settings want to see it before they are saved: only on pages of the hub's own. */
    look(wanted: Partial<Config>) {
      shown = wanted;
      dress();
      if (ready) say('look', wanted);
    },
    /** Answers how to stop listening. */
    on(name: Name, hearing: (detail?: number) => void) {
      ears[name]?.add(hearing);
      return () => ears[name]?.delete(hearing);
    },
    destroy() {
      gone.abort();
      host.remove();
      delete shared.ParleyChat;
    },
  };
  dispatchEvent(new Event('parley'));

  fetch(`${hub}/widget/v1/${encodeURIComponent(channel)}/config`, { credentials: 'omit' })
    .then(async (response) => {
      if (!response.ok) throw new Error(String(response.status));
      config = (await response.json()) as Config;
      if (!gone.signal.aborted) show();
    })
    .catch(() => console.warn(`Parley: no chat here. Is ${location.origin} on the channel's list of sites?`));
}

function remember(): void {
  try {
    localStorage.setItem(TALKED, '1');
  } catch {
    // Then the frame waits for the button.
  }
}

function remembers(): boolean {
  try {
    return localStorage.getItem(TALKED) !== null;
  } catch {
    return false;
  }
}

if (script && key && !shared.ParleyChat) begin(script, key);
