/** Where the window stands: which chat is open, under which filters, with which pane on a phone. */
import { parley } from '../shared/parley';
import { remember, remembered } from '../shared/theme';
import { filterQuery, readFilters, type Filters } from './filters';

export const isPhone = (): boolean => matchMedia('(max-width: 760px)').matches;
export const isWide = (): boolean => matchMedia('(min-width: 1200px)').matches;

export function openId(): string | null {
  const { path } = parley.router.place;
  return path[0] === 'chats' ? (path[1] ?? null) : null;
}

export function chatHref(chat: string | null, extra: Record<string, string> = {}): string {
  const filters = readFilters(parley.router.place.query);
  return `/app/chats${chat ? `/${chat}` : ''}${filterQuery(filters, extra)}`;
}

/** Walking from chat to chat is one step of the history; opening the first one is another, so that Back is the list. */
export function openChat(chat: string | null, extra: Record<string, string> = {}): void {
  if (chat === openId() && !Object.keys(extra).length && !parley.router.place.query.has('around')) return;
  void parley.router.go(chatHref(chat, extra), openId() && chat && !isPhone() ? 'replace' : 'push');
}

export function closeChat(): void {
  if (isPhone()) parley.router.back(chatHref(null));
  else openChat(null);
}

export function setFilters(filters: Filters): void {
  const chat = openId();
  void parley.router.go(`/app/chats${chat ? `/${chat}` : ''}${filterQuery(filters)}`, 'replace');
}

/** The card beside the thread: remembered on a wide screen, opened for a moment on a narrow one. */
export function cardShown(): boolean {
  if (isWide()) return remembered('card') !== 'off';
  return parley.router.place.query.get('card') === '1';
}

export function toggleCard(): void {
  if (isWide()) {
    remember('card', cardShown() ? 'off' : null);
    parley.store.touch('card');
  } else if (cardShown()) parley.router.back(chatHref(openId()));
  else void parley.router.go(chatHref(openId(), { card: '1' }));
}

export function focusComposer(): void {
  document.querySelector<HTMLElement>('.composer textarea, .composer-closed button')?.focus();
}

export function focusList(): void {
  document.querySelector<HTMLElement>('.chat-list')?.focus();
}
