/** How long what was sent may still be changed. */
import type { ChatRow, MessageRow } from '../../shared/types';
import { channelOf } from '../names';

/** `48h`, `15m`, `always` as milliseconds; nothing when the channel does not allow it at all. */
export function allowedFor(limit: string | null | undefined): number {
  if (!limit || limit === 'never') return 0;
  const found = /^(\d+)\s*([smhd])/.exec(limit);
  if (!found) return Infinity;
  const unit = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }[found[2] as 's' | 'm' | 'h' | 'd'];
  return Number(found[1]) * unit;
}

export function ageOf(row: MessageRow): number {
  return Date.now() - Date.parse(row.at);
}

export function mayEdit(row: MessageRow, chat: ChatRow): boolean {
  const limit = allowedFor(channelOf(chat)?.can?.edit);
  return (
    chat.access === 'WRITE' &&
    row.out &&
    row.via === 'parley' &&
    row.kind === 'text' &&
    !row.deletedAt &&
    ['accepted', 'sent', 'delivered', 'read'].includes(row.status ?? '') &&
    ageOf(row) < limit
  );
}
