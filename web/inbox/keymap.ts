/** The keys of UX 10. Letters go by `event.code`, so they work in a Russian layout. */
import type { Keymap } from '../shared/keys';
import { parley } from '../shared/parley';
import { noAnswerNeeded } from './actions';
import { source } from './list/source';
import { focusComposer, focusList, openChat, openId, toggleCard } from './open';
import { show, showWhy } from './why';

function step(by: number): void {
  const ids = source.ids();
  const here = ids.indexOf(openId() ?? '');
  const next = ids[here < 0 ? 0 : Math.max(0, Math.min(ids.length - 1, here + by))];
  if (next) openChat(next);
}

/** The next chat that waits for this employee; when nobody does, the next that waits at all. */
export function nextUnanswered(ids: string[], open: string | null): string | null {
  const here = ids.indexOf(open ?? '');
  const ahead = [...ids.slice(here + 1), ...ids.slice(0, Math.max(0, here))];
  const row = (id: string) => parley.store.chats.get(id);
  return (
    ahead.find((id) => row(id)?.attention === 'RED' && (row(id)?.unanswered ?? 0) > 0) ??
    ahead.find((id) => (row(id)?.unanswered ?? 0) > 0) ??
    null
  );
}

function focusSearch(): void {
  document.querySelector<HTMLInputElement>('.search-input')?.focus();
}

function nextPane(by: number): void {
  const panes = [...document.querySelectorAll<HTMLElement>('[data-pane]')].filter((pane) => pane.offsetParent !== null);
  const here = panes.findLastIndex((pane) => pane.contains(document.activeElement));
  const pane = panes[(here + by + panes.length) % panes.length];
  const target = pane?.querySelector<HTMLElement>('[role=listbox], textarea, .thread-scroller') ?? pane;
  target?.focus();
}

export function keymap(): Keymap {
  const open = openId();
  const anywhere: Keymap = {
    'Alt+ArrowUp': () => step(-1),
    'Alt+ArrowDown': () => step(1),
    'Alt+Shift+ArrowDown': () => {
      const next = nextUnanswered(source.ids(), open);
      if (next) openChat(next);
    },
    Slash: focusSearch,
    'Mod+KeyK': focusSearch,
    '?': () => show({ kind: 'keys' }),
    F6: () => nextPane(1),
    'Shift+F6': () => nextPane(-1),
    KeyJ: () => step(1),
    KeyK: () => step(-1),
    ArrowDown: focusList,
    'KeyG KeyS': () => void parley.router.go('/app/me'),
  };
  if (!open || !parley.store.chats.has(open)) return anywhere;
  return {
    ...anywhere,
    'Mod+Shift+KeyF': () => show({ kind: 'find', chat: open, tab: 'text' }),
    'Alt+KeyN': () => void noAnswerNeeded(open),
    'Alt+KeyC': () => document.querySelector<HTMLElement>('.channel-change')?.click(),
    'Alt+KeyV': () => document.querySelector<HTMLElement>('[aria-keyshortcuts="Alt+V"]')?.click(),
    KeyR: () => {
      const all = document.querySelectorAll<HTMLElement>('.thread .message');
      const last = all[all.length - 1];
      last?.focus();
      last?.scrollIntoView({ block: 'nearest' });
    },
    KeyI: toggleCard,
    KeyW: () =>
      showWhy(open, document.querySelector('.thread-head')?.getBoundingClientRect() ?? { left: 100, top: 100 }),
    Enter: focusComposer,
  };
}
