import './widget.css';
import { Bubbles, isImage } from './bubbles';
import { Chat } from './chat';
import { composer, takesDrops } from './composer';
import { h, icon } from './dom';
import { introduction } from './form';
import { browserWorld, openApi, openSocket } from './net';
import { moment, speak, t } from './texts';
import type { Item, Session } from './types';

/**
 * The chat in its frame. The page around it holds the button (loader.ts); the two speak by messages that tell nothing
 * worth listening to: open, close, how many are unread.
 */
const asked = new URLSearchParams(location.search);
const key = asked.get('key') ?? '';
const language = speak(asked.get('lang') || navigator.language);
document.documentElement.lang = language;
document.documentElement.dataset.theme = asked.get('theme') ?? 'auto';

const framed = parent !== window;
const base = `/widget/v1/${encodeURIComponent(key)}/`;
const world = browserWorld(key);
const tell = (what: string, detail?: unknown): void => {
  if (framed) parent.postMessage({ parley: what, detail }, '*');
};

let open = !framed;
let started: Promise<void> | undefined;
let drawing = false;
let introduced = false;
let unread = 0;
let announced = 0;
let broken = false;
let looks: Partial<Session> | undefined;

const chat = new Chat(openApi(base), world, language, () => openSocket(base), draw);

const hurl = (url: string): string => (url.startsWith('blob:') ? url : base + url);
const bubbles = new Bubbles({
  retry: (cid) => chat.outbox.retry(cid),
  remove: (cid) => chat.outbox.remove(cid),
  quoted: (id) => chat.thread.byId(id),
  url: (file) => (file.url ? hurl(file.url) : undefined),
});
const box = composer({
  text(text) {
    chat.outbox.send(text, chat.page);
    sent();
  },
  files,
  types: () => chat.types(),
});

const title = h('h1', { id: 'title' }, t('chat'));
const status = h('p', { class: 'status' });
const shut = h('button', { type: 'button', class: 'shut', 'aria-label': t('close'), click: close }, icon('down', 22));
const face = h('span', { class: 'face', 'aria-hidden': true });
const head = h('header', {}, face, h('div', {}, title, status), framed ? shut : null);
const greeting = h('div', { class: 'greeting', hidden: true });
const away = h('p', { class: 'away', hidden: true });
const dots = h('span', { class: 'dots', 'aria-hidden': true }, h('i'), h('i'), h('i'));
const typist = h('span', {});
const typing = h('p', { class: 'typing', hidden: true }, dots, typist);
const thread = h('div', { class: 'thread', role: 'region', 'aria-label': t('thread'), tabindex: 0 });
thread.append(greeting, bubbles.list, away, typing);
const down = h('button', { type: 'button', class: 'down', hidden: true, click: () => toEnd(true) }, icon('down'));
const banner = h('p', { class: 'banner', role: 'status', hidden: true });
/** The one place that screen readers listen to: new messages of the other side, in words. */
const log = h('div', { class: 'sr', role: 'log', 'aria-live': 'polite', 'aria-label': t('thread') });
const talk = h('div', { class: 'talk' }, thread, down, banner, box.element);
const whole = h('div', { class: 'chat', role: 'dialog', 'aria-labelledby': 'title' }, head, talk, log);
document.body.append(whole);
takesDrops(whole, files);

/** Before the next picture; a closed frame has no pictures, and still counts what is unread. */
const soon = (what: () => void): void => {
  if (open && !document.hidden) requestAnimationFrame(what);
  else setTimeout(what, 50);
};

/** Several changes at once are one drawing. */
function draw(): void {
  if (drawing) return;
  drawing = true;
  soon(() => {
    drawing = false;
    const atEnd = isAtEnd();
    const height = thread.scrollHeight;
    const top = thread.scrollTop;
    const oldest = bubbles.list.firstElementChild;
    show();
    if (atEnd) toEnd(false);
    // History came in above: what he looks at stays where it is.
    else if (oldest !== bubbles.list.firstElementChild) thread.scrollTop = top + thread.scrollHeight - height;
    look();
  });
}

function show(): void {
  const session = chat.session && { ...chat.session, ...looks };
  if (session) {
    title.textContent = session.title ?? t('chat');
    whole.style.setProperty('--brand', session.colour);
    whole.dataset.letters = session.letters;
    face.textContent = initials(chat.thread.items.findLast((item) => item.name)?.name ?? title.textContent);
    status.textContent = t(session.online ? 'online' : 'offline');
    status.classList.toggle('on', session.online);
    greeting.textContent = session.greeting;
    greeting.hidden = !session.greeting || chat.thread.hasEarlier;
    away.hidden = session.online;
    away.textContent = session.away ?? awayText(session.opens_at);
    box.limit(session.longest_text);
    ask(session.form_fields.length > 0 && !introduced && chat.thread.items.length === 0);
  }
  bubbles.show(chat.thread.items, new Date());
  typing.hidden = chat.typing === undefined;
  typist.textContent = chat.typing === undefined ? '' : t('typing', { name: chat.typing || t('us') });
  const cut = chat.connected === false || chat.outbox.isCutOff;
  banner.hidden = !cut && !broken;
  banner.textContent = broken ? t('broken') : t('noLine');
  count();
}

/** Who answered last, else the company. */
const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0])
    .join('');

function awayText(opens: string | undefined): string {
  return opens ? t('away', { when: moment(new Date(opens), new Date()) }) : t('awaySome');
}

/** The form before the first message takes the composer's place. */
function ask(needed: boolean): void {
  const form = talk.querySelector('.introduction');
  box.element.hidden = needed;
  if (!needed) form?.remove();
  else if (!form && chat.session)
    box.element.before(
      introduction(chat.session.form_fields, (values) => {
        void chat.contact(values).then((answer) => {
          introduced = answer.status === 204;
          draw();
          requestAnimationFrame(() => box.field.focus());
        }, draw);
      }),
    );
}

function count(): void {
  const news = chat.thread.unread();
  const fresh = news.filter((item) => item.position > announced);
  announced = Math.max(announced, ...fresh.map((item) => item.position));
  for (const item of fresh.slice(-3)) announce(item);
  if (news.length !== unread) tell('unread', (unread = news.length));
  down.hidden = isAtEnd();
  down.dataset.count = unread ? String(unread) : '';
  down.setAttribute('aria-label', unread ? `${t('down')}, ${t('newOnes', { n: unread })}` : t('down'));
}

function announce(item: Item): void {
  const words = item.text ?? item.files.map((file) => t(isImage(file) ? 'picture' : 'file', { name: file.name })).join(', ');
  log.append(h('p', {}, `${item.name ?? t('us')}: ${words}`));
  while (log.childElementCount > 5) log.firstElementChild?.remove();
}

function files(list: File[]): void {
  if (box.element.hidden || !chat.session) return;
  for (const file of list) {
    const url = isImage({ name: file.name, mime: file.type, size: file.size }) ? URL.createObjectURL(file) : undefined;
    chat.outbox.sendFile(file, chat.session.largest_file, url);
  }
  sent();
}

/** From now on the page opens the frame by itself: there is something to come back to. */
function sent(): void {
  tell('talk');
  requestAnimationFrame(() => toEnd(true));
}

const isAtEnd = (): boolean => thread.scrollHeight - thread.scrollTop - thread.clientHeight < 60;

function toEnd(smoothly: boolean): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  thread.scrollTo({ top: thread.scrollHeight, behavior: smoothly && !calm ? 'smooth' : 'auto' });
}

/** Seen is what is at the end of an open chat in a visible tab. */
function look(): void {
  chat.looks(open && !document.hidden && isAtEnd());
}

thread.addEventListener(
  'scroll',
  () => {
    down.hidden = isAtEnd();
    if (thread.scrollTop < 120 && chat.thread.hasEarlier) void chat.earlier().catch(() => {});
    look();
  },
  { passive: true },
);

function start(): Promise<void> {
  started ??= chat.start().then(
    () => void (broken = false),
    () => {
      // Tried again at the next opening, or when the network is back.
      started = undefined;
      broken = true;
      draw();
    },
  );
  return started;
}

function opened(): void {
  open = true;
  whole.classList.add('open');
  void start();
  chat.hurry();
  requestAnimationFrame(() => {
    toEnd(false);
    look();
    const first = talk.querySelector<HTMLElement>('.introduction input');
    // In a preview the focus stays where somebody types.
    if (!looks) (first ?? box.field).focus();
  });
}

function close(): void {
  if (!framed) return;
  open = false;
  look();
  tell('close');
}

addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && !event.isComposing) close();
});
addEventListener('message', ({ source, origin, data }) => {
  if (source !== parent || typeof data?.parley !== 'string') return;
  if (data.parley === 'open') opened();
  else if (data.parley === 'close') {
    open = false;
    look();
  } else if (data.parley === 'page') chat.page = String(data.detail);
  else if (data.parley === 'look' && origin === location.origin) {
    looks = data.detail;
    draw();
  } else if (data.parley === 'identify') void chat.identify(data.detail).catch(() => {});
});
addEventListener('online', wake);
addEventListener('pageshow', wake);
document.addEventListener('visibilitychange', () => {
  look();
  if (!document.hidden) wake();
});

function wake(): void {
  if (started) chat.hurry();
  else if (broken) void start();
}

draw();
tell('ready');
if (framed) void start();
else opened();
