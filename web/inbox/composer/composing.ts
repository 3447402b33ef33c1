/** What the composer of a chat is about to do besides its text: answer a message, or correct one. */
import { parley } from '../../shared/parley';
import type { MessageRow } from '../../shared/types';
import { focusComposer } from '../open';

export interface Composing {
  quote: MessageRow | null;
  edit: MessageRow | null;
}

const nothing: Composing = { quote: null, edit: null };
const byChat = new Map<string, Composing>();

export function composing(chat: string): Composing {
  return byChat.get(chat) ?? nothing;
}

function set(chat: string, what: Composing): void {
  byChat.set(chat, what);
  parley.store.touch(`composing:${chat}`);
}

export function startQuote(row: MessageRow): void {
  set(row.chat, { quote: row, edit: null });
  focusComposer();
}

export function startEdit(row: MessageRow): void {
  set(row.chat, { quote: null, edit: row });
  focusComposer();
}

export function stopComposing(chat: string): void {
  set(chat, nothing);
}
