/** What lies over the window: an explanation, a sheet, a form. One at a time; loaded when it is first wanted. */
import { parley } from '../shared/parley';
import type { FileRow } from '../shared/types';
import type { Point } from '../shared/ui';

export type Over =
  | { kind: 'why'; chat: string; at: Point }
  | { kind: 'decisions'; chat: string }
  | { kind: 'write'; to?: string; network?: string }
  | { kind: 'templates'; chat: string; channel: string }
  | { kind: 'keys' }
  | { kind: 'find'; chat: string; tab: 'text' | 'media' }
  | { kind: 'pictures'; files: FileRow[]; at: number };

let over: Over | null = null;

export function shownOver(): Over | null {
  return over;
}

export function show(next: Over | null): void {
  over = next;
  parley.store.touch('over');
}

export function showWhy(chat: string, at: Point): void {
  show({ kind: 'why', chat, at });
}
