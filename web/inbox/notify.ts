/**
 * Tells the employee that a client waits (UX 15): only RED notifies, never about the chat that is being looked at. A
 * message inside the window while it is looked at, one of the system's after the permission was given in the settings.
 */
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import type { Op } from '../shared/store';
import type { ChatRow } from '../shared/types';
import { toast } from '../shared/ui';
import { channelOf, chatName, lineOf } from './names';
import { openChat, openId } from './open';
import { prepareSound, ring } from './sound';

const RECENT = 2 * 60_000;
const told = new Map<string, string>();
const shown = new Map<string, Notification>();

/** What of the news is worth a sound: a client's message that this employee has to answer, told once. */
export function worthTelling(ops: Op[], known: Map<string, string>, now: number): ChatRow[] {
  const worth: ChatRow[] = [];
  for (const op of ops) {
    if (!('put' in op) || op.put !== 'chats') continue;
    const row = op.row as unknown as ChatRow;
    const at = row.last?.at;
    if (!at || row.last?.out || known.get(row.id) === at) continue;
    known.set(row.id, at);
    const fresh = now - Date.parse(at) < RECENT;
    if (fresh && row.attention === 'RED' && row.unanswered > 0 && !row.muted) worth.push(row);
  }
  return worth;
}

export function isQuiet(quiet: { from: string; to: string } | null | undefined, clock: string): boolean {
  if (!quiet?.from || !quiet.to) return false;
  return quiet.from <= quiet.to ? clock >= quiet.from && clock < quiet.to : clock >= quiet.from || clock < quiet.to;
}

export function watchNews(): () => void {
  for (const row of parley.store.chats.values()) if (row.last) told.set(row.id, row.last.at);
  prepareSound();
  parley.onNews = hear;
  return () => {
    parley.onNews = () => undefined;
  };
}

function hear(ops: Op[]): void {
  for (const op of ops) {
    const id = 'put' in op ? op.row.id : op.id;
    const row = parley.store.chats.get(id);
    // Answered, lost or taken by somebody else: there is nothing to tell any more.
    if (shown.has(id) && (!row || row.attention !== 'RED' || row.unanswered === 0)) {
      shown.get(id)?.close();
      shown.delete(id);
    }
  }
  const worth = worthTelling(ops, told, Date.now());
  const looking = !document.hidden && document.hasFocus();
  const news = worth.filter((row) => !(looking && row.id === openId()));
  if (!news.length) return;
  const now = new Date();
  const clock = `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
  const { preferences } = parley;
  if (isQuiet(preferences.quiet, clock)) return;
  if (preferences.sound !== false && (!looking || preferences.soundWhenActive !== false))
    ring(news.some((row) => row.kind === 'new') ? 'new' : 'message', preferences.volume ?? 0.6);
  for (const row of news.slice(-3)) {
    if (looking) inside(row);
    else outside(row);
  }
}

/** The words of a notification. */
export function notice(row: ChatRow): { title: string; body: string } {
  return { title: titleOf(row), body: bodyOf(row) };
}

function titleOf(row: ChatRow): string {
  return [chatName(row), channelOf(row)?.name].filter(Boolean).join(' · ');
}

function bodyOf(row: ChatRow): string {
  if (parley.preferences.hideText) return row.kind === 'new' ? t('notify.newClient') : t('notify.message');
  const words = row.last ? lineOf(row.last) : '';
  return row.kind === 'new' ? `${t('notify.newClient')}: ${words}` : words;
}

function inside(row: ChatRow): void {
  const words = bodyOf(row);
  toast({
    text: `${titleOf(row)}: ${words.length > 80 ? `${words.slice(0, 80)}…` : words}`,
    stays: 6_000,
    action: { text: t('notify.open'), run: () => openChat(row.id) },
  });
}

function outside(row: ChatRow): void {
  if (!('Notification' in window) || Notification.permission !== 'granted') return;
  const options: NotificationOptions & { renotify?: boolean } = {
    body: bodyOf(row),
    tag: `chat-${row.id}`,
    renotify: true,
    icon: '/assets/parley.svg',
    silent: true,
  };
  try {
    const one = new Notification(titleOf(row), options);
    one.onclick = () => {
      window.focus();
      openChat(row.id);
      one.close();
    };
    shown.set(row.id, one);
  } catch {
    // Some browsers allow notifications to service workers only; the title and the sound have to do.
  }
}
