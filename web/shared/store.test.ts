import { describe, expect, it } from 'vitest';
import { merge, Store, type Op } from './store';
import type { Boot, ChatRow, MessageRow } from './types';

function chat(id: string, v: number, rank: string, change: Partial<ChatRow> = {}): ChatRow {
  return {
    id,
    v: String(v),
    rank,
    channel: '1',
    network: 'whatsapp',
    address: { id },
    name: id,
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

function message(seq: number, v = seq, change: Partial<MessageRow> = {}): MessageRow {
  return {
    id: `m${seq}`,
    v: String(v),
    chat: 'a',
    seq: String(seq),
    cid: null,
    out: false,
    kind: 'text',
    text: `text ${seq}`,
    files: [],
    quote: null,
    at: '2026-03-02T09:15:00Z',
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

function boot(rows: ChatRow[]): Boot {
  return {
    me: { id: '1', employee: 'e1', name: 'Mary', admin: false, language: 'en', theme: 'auto' },
    epoch: 'e',
    pos: '10',
    build: 'b',
    account: { name: 'A', zone: 'UTC' },
    channels: [],
    employees: [],
    integration: null,
    counters: { red: 0, grey: 0, unansweredChats: 0 },
    chats: { rows, next: null, total: rows.length },
    features: {},
  };
}

const put = (row: ChatRow): Op => ({ put: 'chats', row: row as never });
const page = (rows: MessageRow[]) => ({ rows, moreBefore: false, moreAfter: false, pos: '1' });

describe('the list', () => {
  it('is sorted by the rank of the server, greatest first, whatever the order of arrival (R59)', () => {
    const store = new Store();
    for (const row of [chat('a', 1, '0~5'), chat('b', 1, '1~2'), chat('c', 1, '0~9'), chat('d', 1, '1~7')])
      store.putChat(row);
    expect(store.order).toEqual(['d', 'b', 'c', 'a']);
  });

  it('keeps a total order among equal ranks', () => {
    const store = new Store();
    for (const id of ['b', 'c', 'a']) store.putChat(chat(id, 1, '0~1'));
    expect(store.order).toEqual(['c', 'b', 'a']);
    store.putChat(chat('b', 2, '0~0'));
    expect(store.order).toEqual(['c', 'a', 'b']);
  });

  it('moves one row and forgets none over many random moves', () => {
    const store = new Store();
    let seed = 7;
    const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) % below;
    for (let i = 0; i < 200; i++) store.putChat(chat(`c${i}`, 1, `0~${random(50)}`));
    for (let i = 2; i < 1_000; i++) store.putChat(chat(`c${random(200)}`, i, `${random(2)}~${random(50)}`));
    expect(new Set(store.order).size).toBe(200);
    const sorted = [...store.chats.values()].sort((a, b) =>
      a.rank === b.rank ? (a.id < b.id ? 1 : -1) : a.rank < b.rank ? 1 : -1,
    );
    expect(store.order).toEqual(sorted.map((row) => row.id));
  });
});

describe('applying frames (UX 6.4.3)', () => {
  it('changes nothing the second time', () => {
    const store = new Store();
    const ops = [put(chat('a', 11, '1~1', { unanswered: 2 })), put(chat('b', 11, '0~1'))];
    store.apply(ops, '11');
    const once = JSON.stringify([store.order, [...store.chats]]);
    const version = store.version('list');
    store.apply(ops, '11');
    expect(JSON.stringify([store.order, [...store.chats]])).toBe(once);
    expect(store.version('list')).toBe(version);
  });

  it('ignores a row that is older than the known one, also with more digits', () => {
    const store = new Store();
    store.putChat(chat('a', 100, '0~2', { name: 'new' }));
    store.putChat(chat('a', 99, '0~1', { name: 'old' }));
    expect(store.chats.get('a')?.name).toBe('new');
  });

  it('does not bring a removed chat back by a row that was late', () => {
    const store = new Store();
    store.putChat(chat('a', 10, '0~1'));
    store.apply([{ remove: 'chats', id: 'a', why: 'claimed_by_other', args: { who: 'Tony' } }], '20');
    store.putChat(chat('a', 15, '0~1'));
    expect(store.chats.has('a')).toBe(false);
    expect(store.order).toEqual([]);
    expect(store.lost.get('a')).toEqual({ why: 'claimed_by_other', args: { who: 'Tony' } });
  });

  it('brings it back by a newer one, and the loss is forgotten', () => {
    const store = new Store();
    store.apply([{ remove: 'chats', id: 'a', why: 'not_yours' }], '20');
    store.putChat(chat('a', 21, '0~1'));
    expect(store.order).toEqual(['a']);
    expect(store.lost.has('a')).toBe(false);
  });

  it('ignores a removal that is older than the row', () => {
    const store = new Store();
    store.putChat(chat('a', 30, '0~1'));
    store.apply([{ remove: 'chats', id: 'a' }], '20');
    expect(store.chats.has('a')).toBe(true);
  });

  it('takes a lost chat with its history (R23)', () => {
    const store = new Store();
    store.putChat(chat('a', 10, '0~1'));
    store.putPage('a', page([message(1), message(2)]), 'replace');
    store.apply([{ remove: 'chats', id: 'a', why: 'not_yours' }], '20');
    expect(store.thread('a')).toBeUndefined();
    expect(store.watched()).toEqual([]);
  });

  it('tells listeners once per microtask', async () => {
    const store = new Store();
    let heard = 0;
    store.on('list', () => heard++);
    for (let i = 0; i < 50; i++) store.putChat(chat(`c${i}`, 1, `0~${i}`));
    expect(heard).toBe(0);
    await Promise.resolve();
    expect(heard).toBe(1);
  });

  it('tells only the row that has changed when its place is the same', async () => {
    const store = new Store();
    store.putChat(chat('a', 1, '0~1'));
    store.putChat(chat('b', 1, '0~2'));
    await Promise.resolve();
    const before = store.version('list');
    store.putChat(chat('a', 2, '0~1', { name: 'Anna' }));
    expect(store.version('list')).toBe(before);
    expect(store.version('chat:b')).toBe(1);
    expect(store.version('chat:a')).toBe(2);
  });
});

describe('a fresh boot', () => {
  it('replaces the chats and keeps the threads', () => {
    const store = new Store();
    store.start(boot([chat('a', 5, '0~1'), chat('b', 5, '0~2')]));
    store.putPage('a', page([message(1)]), 'replace');
    store.start(boot([chat('a', 9, '0~1')]));
    expect(store.order).toEqual(['a']);
    expect(store.thread('a')?.rows).toHaveLength(1);
  });
});

describe('a thread', () => {
  it('merges pages by id and keeps the newer version of each row', () => {
    const rows = merge([message(1, 1), message(2, 2)], [message(2, 5, { text: 'edited' }), message(3, 3)]);
    expect(rows.map((row) => row.seq)).toEqual(['1', '2', '3']);
    expect(rows[1]?.text).toBe('edited');
  });

  it('gives back the same rows when nothing is new', () => {
    const rows = [message(1), message(2)];
    expect(merge(rows, [message(1)])).toBe(rows);
  });

  it('sorts by seq as a number', () => {
    expect(merge([], [message(10), message(9)]).map((row) => row.seq)).toEqual(['9', '10']);
  });

  it('finds the first hole, because seq is dense (UX 6.4.5)', () => {
    const store = new Store();
    store.putPage('a', page([message(1), message(2), message(5)]), 'replace');
    expect(store.hole('a')).toEqual({ after: '2', before: '5' });
    store.putPage('a', page([message(3), message(4)]), 'after');
    expect(store.hole('a')).toBeNull();
  });

  it('takes no new row while its end is not here', () => {
    const store = new Store();
    store.putPage('a', { ...page([message(1), message(2)]), moreAfter: true }, 'replace');
    store.putMessage(message(9));
    expect(store.thread('a')?.rows.map((row) => row.seq)).toEqual(['1', '2']);
    store.putMessage(message(2, 50, { text: 'edited' }));
    expect(store.thread('a')?.rows.at(-1)?.text).toBe('edited');
  });

  it('drops the least recently used of more than sixty', () => {
    const store = new Store();
    for (let i = 0; i < 60; i++) store.putPage(`c${i}`, page([]), 'replace');
    store.thread('c0');
    store.putPage('new', page([]), 'replace');
    expect(store.thread('c0')).toBeDefined();
    expect(store.thread('c1')).toBeUndefined();
    expect(store.watched()).toHaveLength(60);
  });
});
