import { beforeEach, describe, expect, it } from 'vitest';
import { speak } from '../shared/i18n';
import { setZone } from '../shared/time';
import type { ChatRow, MessageRow } from '../shared/types';
import { refusal } from './composer/attachments';
import { filterQuery, matches, NO_FILTERS, readFilters } from './filters';
import { effectOf, newAbove } from './list/order';
import { isQuiet, worthTelling } from './notify';
import { allowedFor } from './thread/changing';
import { firstUnanswered, itemsOf } from './thread/items';
import { around, AT_END, MOST, newer, older, rangeOf, STEP } from './thread/slice';

const NOW = Date.parse('2026-03-02T12:00:00Z');

function chat(change: Partial<ChatRow>): ChatRow {
  return {
    id: '1',
    v: '1',
    rank: '0~1',
    channel: '1',
    network: 'whatsapp',
    address: { id: '1' },
    name: 'Anna',
    responsible: [],
    kind: 'own',
    unanswered: 0,
    attention: 'NONE',
    waitingSince: null,
    last: null,
    muted: false,
    draft: null,
    access: 'WRITE',
    why: null,
    ...change,
  };
}

function message(seq: number, change: Partial<MessageRow> = {}): MessageRow {
  return {
    id: `m${seq}`,
    v: String(seq),
    chat: '1',
    seq: String(seq),
    cid: null,
    out: false,
    kind: 'text',
    text: 'x',
    files: [],
    quote: null,
    at: new Date(NOW + seq * 60_000).toISOString(),
    by: null,
    via: null,
    status: null,
    error: null,
    editedAt: null,
    deletedAt: null,
    deletedBy: null,
    reactions: [],
    ...change,
  };
}

const many = (count: number) => Array.from({ length: count }, (_, i) => message(i + 1));

beforeEach(() => {
  speak('en', {});
  setZone('UTC');
});

describe('rows do not move under the pointer (UX 5)', () => {
  const shown = ['a', 'b', 'c', 'd', 'e', 'f'];

  it('sees that nothing in sight changes', () => {
    expect(effectOf(shown, ['a', 'b', 'c', 'd', 'f', 'e'], 1, 3)).toEqual({ kind: 'none' });
  });

  it('moves along with what happens above', () => {
    expect(effectOf(shown, ['x', 'y', ...shown], 2, 4)).toEqual({ kind: 'shift', rows: 2 });
    expect(effectOf(shown, shown.slice(1), 2, 4)).toEqual({ kind: 'shift', rows: -1 });
    expect(newAbove(shown, ['x', 'y', ...shown], 2)).toBe(2);
  });

  it('knows when a row in sight would move', () => {
    expect(effectOf(shown, ['d', 'a', 'b', 'c', 'e', 'f'], 1, 3)).toEqual({ kind: 'disturbs' });
    expect(effectOf(shown, ['a', 'c', 'd', 'e', 'f'], 1, 3)).toEqual({ kind: 'disturbs' });
    expect(newAbove(shown, ['d', 'a', 'b', 'c', 'e', 'f'], 1)).toBe(1);
  });
});

describe('the slice of a thread (UX 5)', () => {
  const rows = many(1_000);

  it('begins at the end with the usual number', () => {
    expect(rangeOf(rows, AT_END, 24)).toEqual({ from: 976, to: 1_000 });
  });

  it('grows by sixty to the top and never beyond 160', () => {
    let slice = AT_END;
    const sizes = [];
    for (let i = 0; i < 5; i++) {
      slice = older(rows, slice, STEP);
      const { from, to } = rangeOf(rows, slice, STEP);
      sizes.push([from, to - from]);
    }
    expect(sizes).toEqual([
      [880, 120],
      [820, 160],
      [760, 160],
      [700, 160],
      [640, 160],
    ]);
    for (let i = 0; i < 20; i++) slice = newer(rows, slice, STEP);
    expect(rangeOf(rows, slice, STEP).to).toBe(1_000);
    expect(slice.last).toBeNull();
  });

  it('stays on its messages when older ones arrive', () => {
    const half = rows.slice(500);
    const slice = older(half, AT_END, STEP);
    const before = rangeOf(half, slice, STEP);
    const after = rangeOf(rows, slice, STEP);
    expect(rows[after.from]?.seq).toBe(half[before.from]?.seq);
  });

  it('shows a message with as much before as behind', () => {
    const { from, to } = rangeOf(rows, around(rows, '500'), STEP);
    expect([from, to]).toEqual([469, 529]);
  });

  it('keeps to its limit while the end is followed', () => {
    const slice = { first: '1', last: null };
    expect(rangeOf(rows, slice, STEP)).toEqual({ from: 1_000 - MOST, to: 1_000 });
  });
});

describe('what is drawn of a thread', () => {
  const me = { id: 'e1', name: 'Mary' };

  it('groups what one person says within five minutes', () => {
    const rows = [
      message(1),
      message(2),
      message(9),
      message(10, { out: true, by: me, via: 'parley' }),
      message(11, { out: true, by: { id: 'e2', name: 'Tony' }, via: 'parley' }),
    ];
    const starts = itemsOf(rows, [], null, 'e1').map((item) => (item.kind === 'message' ? item.starts : item.kind));
    expect(starts).toEqual(['day', true, false, true, true, true]);
  });

  it('puts the divider before the first message without an answer', () => {
    const rows = [message(1), message(2, { out: true }), message(3), message(4, { kind: 'system' }), message(5)];
    expect(firstUnanswered(rows, 2)).toBe('3');
    expect(firstUnanswered(rows, 1)).toBe('5');
    expect(firstUnanswered(rows, 0)).toBeNull();
    expect(itemsOf(rows, [], '3', 'e1').map((item) => item.kind)).toEqual([
      'day',
      'message',
      'message',
      'unanswered',
      'message',
      'system',
      'message',
    ]);
  });

  it('shows an entry until its row is here, under the same key', () => {
    const entry = {
      cid: 'c-1',
      chat: '1',
      channel: null,
      text: 'hi',
      files: [],
      quote: null,
      at: new Date(NOW).toISOString(),
      state: 'waiting' as const,
    };
    const before = itemsOf([message(1)], [entry], null, 'e1').at(-1);
    const after = itemsOf([message(1), message(2, { out: true, cid: 'c-1', by: me })], [entry], null, 'e1');
    expect(before).toMatchObject({ kind: 'message', key: 'c-1', entry });
    expect(after.filter((item) => item.key === 'c-1')).toHaveLength(1);
    expect(after.at(-1)).not.toHaveProperty('entry');
  });

  it('begins each day with its name', () => {
    const rows = [message(1), message(2, { at: '2026-03-03T08:00:00Z' })];
    expect(itemsOf(rows, [], null, null).filter((item) => item.kind === 'day')).toHaveLength(2);
  });
});

describe('filters (UX 9.2)', () => {
  it('live in the address and come back from it', () => {
    const filters = { view: 'mine', channel: '2', employee: 'e3', waiting: '15', deals: 'closed' } as const;
    expect(readFilters(new URLSearchParams(filterQuery(filters)))).toEqual(filters);
    expect(filterQuery(NO_FILTERS)).toBe('');
    expect(readFilters(new URLSearchParams('view=nonsense')).view).toBe('all');
  });

  it.each([
    ['unanswered', { unanswered: 1 }, { view: 'unanswered' }, true],
    ['answered', { unanswered: 0 }, { view: 'unanswered' }, false],
    ['mine', { kind: 'own' }, { view: 'mine' }, true],
    ["a colleague's", { kind: 'others' }, { view: 'mine' }, false],
    ['new', { kind: 'new' }, { view: 'new' }, true],
    ['another channel', { channel: '1' }, { channel: '2' }, false],
    ['his client', { responsible: [{ id: 'e3', name: '' }] }, { employee: 'e3' }, true],
    ['long waiting', { unanswered: 1, waitingSince: '2026-03-02T11:40:00Z' }, { waiting: '15' }, true],
    ['just come', { unanswered: 1, waitingSince: '2026-03-02T11:50:00Z' }, { waiting: '15' }, false],
    ['closed deals as the server says', { id: 'known' }, { deals: 'closed' }, true],
    ['no closed deals', { id: 'other' }, { deals: 'closed' }, false],
  ])('%s', (_, row, filters, expected) => {
    const wanted = { ...NO_FILTERS, ...(filters as object) };
    expect(matches(chat(row as Partial<ChatRow>), wanted, new Set(['known']), NOW)).toBe(expected);
  });
});

describe('notifications (UX 15)', () => {
  const last = {
    kind: 'text',
    text: 'hi',
    out: false,
    status: null,
    by: null,
    at: new Date(NOW).toISOString(),
  } as const;
  const put = (change: Partial<ChatRow>) => ({
    put: 'chats',
    row: chat({ unanswered: 1, attention: 'RED', last, ...change }) as never,
  });

  it('only red notifies, once per message', () => {
    const known = new Map<string, string>();
    expect(worthTelling([put({})], known, NOW)).toHaveLength(1);
    expect(worthTelling([put({ v: '2', muted: false })], known, NOW)).toEqual([]);
    expect(worthTelling([put({ id: '2', attention: 'GREY' })], known, NOW)).toEqual([]);
    expect(worthTelling([put({ id: '3', muted: true })], known, NOW)).toEqual([]);
    expect(worthTelling([put({ id: '4', last: { ...last, out: true } })], known, NOW)).toEqual([]);
  });

  it('says nothing of what was said long ago', () => {
    expect(worthTelling([put({})], new Map(), NOW + 3_600_000)).toEqual([]);
  });

  it('keeps quiet hours, also over midnight', () => {
    expect(isQuiet({ from: '22:00', to: '08:00' }, '23:15')).toBe(true);
    expect(isQuiet({ from: '22:00', to: '08:00' }, '07:59')).toBe(true);
    expect(isQuiet({ from: '22:00', to: '08:00' }, '08:00')).toBe(false);
    expect(isQuiet({ from: '13:00', to: '14:00' }, '13:30')).toBe(true);
    expect(isQuiet(null, '13:30')).toBe(false);
  });
});

describe('what a channel allows', () => {
  it.each([
    ['48h', 172_800_000],
    ['15m', 900_000],
    ['always', Infinity],
    [null, 0],
  ])('%s', (limit, milliseconds) => {
    expect(allowedFor(limit)).toBe(milliseconds);
  });

  it('checks kind and size of a file before it goes anywhere', () => {
    const can = {
      files: [
        { kind: 'image', mime: ['image/png'], max: 100 },
        { kind: 'video', mime: [], max: 500 },
      ],
    } as never;
    expect(refusal(can, 'image/png', 100)).toBeNull();
    expect(refusal(can, 'image/png', 101)).toEqual({ code: 'too_big', args: { size: 101, max: 100 } });
    expect(refusal(can, 'image/heic', 1)).toEqual({ code: 'wrong_kind', args: {} });
    expect(refusal(can, 'application/pdf', 1)).toEqual({ code: 'wrong_kind', args: {} });
  });
});
