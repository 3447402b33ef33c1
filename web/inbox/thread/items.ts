/** A thread as a sequence of what is drawn: days, the divider, groups of bubbles, lines of the system. */
import type { Entry } from '../../shared/outbox';
import { dayOf } from '../../shared/time';
import type { MessageRow } from '../../shared/types';

export type Item =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unanswered'; key: string }
  | { kind: 'system'; key: string; row: MessageRow }
  | { kind: 'message'; key: string; row: MessageRow; starts: boolean; entry?: Entry };

const GROUP = 5 * 60_000;

/** Whose bubble it is: one side, one person, one way of sending. */
function voice(row: MessageRow): string {
  return row.out ? `${row.by?.id ?? row.by?.name ?? ''}/${row.via ?? 'parley'}` : 'client';
}

/** The seq before which the divider stands: that of the first of the last `unanswered` messages of the client. */
export function firstUnanswered(rows: MessageRow[], unanswered: number): string | null {
  let left = unanswered;
  let first: string | null = null;
  for (let i = rows.length - 1; i >= 0 && left > 0; i--) {
    const row = rows[i] as MessageRow;
    if (row.kind === 'system') continue;
    if (row.out) break;
    first = row.seq;
    left--;
  }
  return first;
}

const asRows = new WeakMap<Entry, MessageRow>();

/** The row that an entry will have, as far as it is known; the same object while the entry is the same. */
export function asRow(entry: Entry, me: string | null): MessageRow {
  let row = asRows.get(entry);
  if (!row) {
    row = {
      id: entry.cid,
      v: '0',
      chat: entry.chat,
      seq: '0',
      cid: entry.cid,
      out: true,
      kind: kindOf(entry),
      text: entry.text,
      files: entry.files,
      quote: entry.quote,
      at: entry.at,
      by: me ? { id: me, name: '' } : null,
      via: 'parley',
      status: entry.state === 'refused' ? 'failed' : 'queued',
      error: null,
      editedAt: null,
      deletedAt: null,
      deletedBy: null,
      reactions: [],
    };
    asRows.set(entry, row);
  }
  return row;
}

function kindOf(entry: Entry): MessageRow['kind'] {
  const mime = entry.files[0]?.mime;
  if (!entry.files.length) return 'text';
  if (mime?.startsWith('image/')) return 'image';
  return mime?.startsWith('video/') ? 'video' : mime?.startsWith('audio/') ? 'audio' : 'file';
}

/** @param entries what was sent and has no row yet; the key of a bubble is its `cid` for life */
export function itemsOf(rows: MessageRow[], entries: Entry[], divider: string | null, me: string | null): Item[] {
  const items: Item[] = [];
  let day = '';
  let before = '';
  let beforeAt = 0;
  const startsAt = (who: string, at: string) => {
    const time = Date.parse(at);
    const starts = who !== before || time - beforeAt > GROUP;
    before = who;
    beforeAt = time;
    return starts;
  };
  const newDay = (at: string) => {
    const here = dayOf(at);
    if (here === day) return;
    day = here;
    before = '';
    items.push({ kind: 'day', key: `day-${here}-${items.length}`, at });
  };
  const known = new Set<string>();
  for (const row of rows) {
    newDay(row.at);
    if (row.cid) known.add(row.cid);
    if (row.seq === divider) {
      items.push({ kind: 'unanswered', key: 'unanswered' });
      before = '';
    }
    const key = row.cid ?? row.id;
    if (row.kind === 'system') {
      before = '';
      items.push({ kind: 'system', key, row });
    } else items.push({ kind: 'message', key, row, starts: startsAt(voice(row), row.at) });
  }
  for (const entry of entries) {
    if (known.has(entry.cid)) continue;
    newDay(entry.at);
    const row = asRow(entry, me);
    items.push({ kind: 'message', key: entry.cid, row, starts: startsAt(voice(row), row.at), entry });
  }
  return items;
}
