/**
 * What this browser knows. Rows are whole and computed by the server for this viewer, so applying one twice changes
 * nothing. Views subscribe to keys (`list`, `chat:<id>`, `thread:<id>`, `counters`, …) and hear once per microtask.
 */
import { compareNumbers } from './positions';
import type { Boot, ChannelRow, ChatRow, Counters, Employee, Me, MessagePage, MessageRow } from './types';

export interface Thread {
  /** Ascending by `seq`. */
  rows: MessageRow[];
  moreBefore: boolean;
  moreAfter: boolean;
  loaded: boolean;
}

export type Op =
  | { put: string; row: { id: string; v?: string } & Record<string, unknown> }
  | { remove: string; id: string; why?: string; args?: Record<string, string> };

const THREADS_KEPT = 60;

export class Store {
  me: Me | null = null;
  boot: Boot | null = null;
  counters: Counters = { red: 0, grey: 0, unansweredChats: 0 };
  readonly chats = new Map<string, ChatRow>();
  readonly channels = new Map<string, ChannelRow>();
  readonly employees = new Map<string, Employee>();
  /** Ids of `chats`, highest rank first. */
  order: string[] = [];
  /** Why a chat that was visible is not any more (R23, R26). */
  readonly lost = new Map<string, { why: string; args?: Record<string, string> }>();

  private readonly threads = new Map<string, Thread>();
  private readonly removedAt = new Map<string, string>();
  private readonly listeners = new Map<string, Set<() => void>>();
  private readonly versions = new Map<string, number>();
  private dirty: Set<string> | null = null;

  on(key: string, listener: () => void): () => void {
    let set = this.listeners.get(key);
    if (!set) this.listeners.set(key, (set = new Set()));
    set.add(listener);
    return () => set.delete(listener);
  }

  /** Rises whenever the key changes: a snapshot for subscriptions. */
  version(key: string): number {
    return this.versions.get(key) ?? 0;
  }

  touch(key: string): void {
    this.versions.set(key, this.version(key) + 1);
    if (!this.dirty) {
      this.dirty = new Set();
      queueMicrotask(() => this.flush());
    }
    this.dirty.add(key);
  }

  private flush(): void {
    const dirty = this.dirty ?? new Set();
    this.dirty = null;
    for (const key of dirty) for (const listener of this.listeners.get(key) ?? []) listener();
  }

  /** Takes a fresh boot. Threads stay as they are; who needs them asks for the missing part again. */
  start(boot: Boot): void {
    const known = [...this.chats.keys()];
    this.boot = boot;
    this.me = boot.me;
    this.counters = boot.counters;
    this.chats.clear();
    this.order = [];
    this.removedAt.clear();
    this.channels.clear();
    for (const channel of boot.channels) this.channels.set(channel.id, channel);
    this.employees.clear();
    for (const employee of boot.employees) this.employees.set(employee.id, employee);
    for (const row of boot.chats.rows) this.putChat(row);
    for (const id of known) this.touch(`chat:${id}`);
    for (const key of ['boot', 'me', 'list', 'counters', 'channels', 'employees']) this.touch(key);
  }

  /** Applies the ops of one position whole. */
  apply(ops: Op[], pos: string): void {
    for (const op of ops) {
      if ('put' in op) this.put(op.put, op.row);
      else this.remove(op.remove, op.id, pos, op.why, op.args);
    }
  }

  private put(list: string, row: { id: string; v?: string } & Record<string, unknown>): void {
    switch (list) {
      case 'chats':
        this.putChat(row as unknown as ChatRow);
        break;
      case 'messages':
        this.putMessage(row as unknown as MessageRow);
        break;
      case 'channels':
        this.channels.set(row.id, row as unknown as ChannelRow);
        this.touch('channels');
        break;
      case 'counters':
        if (row.v && this.counters.v && compareNumbers(row.v, this.counters.v) <= 0) break;
        this.counters = row as unknown as Counters;
        this.touch('counters');
        break;
      default:
        this.touch(list);
    }
  }

  putChat(row: ChatRow): void {
    const known = this.chats.get(row.id);
    if (known && compareNumbers(row.v, known.v) <= 0) return;
    const removed = this.removedAt.get(`chats:${row.id}`);
    if (removed && compareNumbers(row.v, removed) <= 0) return;
    this.lost.delete(row.id);
    if (!known || known.rank !== row.rank) {
      if (known) this.order.splice(this.indexOf(known), 1);
      this.chats.set(row.id, row);
      this.order.splice(this.placeOf(row), 0, row.id);
      this.touch('list');
    } else {
      this.chats.set(row.id, row);
      if (known.unanswered !== row.unanswered || known.kind !== row.kind || ids(known) !== ids(row)) this.touch('list');
    }
    this.touch(`chat:${row.id}`);
  }

  private remove(list: string, id: string, pos: string, why?: string, args?: Record<string, string>): void {
    if (list === 'chats') {
      const known = this.chats.get(id);
      if (known && compareNumbers(known.v, pos) > 0) return;
      this.removedAt.set(`chats:${id}`, pos);
      if (known) this.order.splice(this.indexOf(known), 1);
      this.chats.delete(id);
      this.threads.delete(id);
      this.lost.set(id, { why: why ?? 'no_access', args });
      for (const key of ['list', `chat:${id}`, `thread:${id}`]) this.touch(key);
    } else if (list === 'messages') {
      for (const [chat, thread] of this.threads) {
        const index = thread.rows.findIndex((row) => row.id === id);
        if (index >= 0) {
          thread.rows = thread.rows.toSpliced(index, 1);
          this.touch(`thread:${chat}`);
        }
      }
    } else if (list === 'channels') {
      this.channels.delete(id);
      this.touch('channels');
    } else {
      this.touch(list);
    }
  }

  /** Descending by rank; the id decides between equals, so that the order is total. */
  private placeOf(row: ChatRow): number {
    let low = 0;
    let high = this.order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.chats.get(this.order[middle] as string) as ChatRow;
      if (other.rank > row.rank || (other.rank === row.rank && other.id > row.id)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private indexOf(row: ChatRow): number {
    const place = this.placeOf(row);
    return this.order[place] === row.id ? place : this.order.indexOf(row.id);
  }

  thread(chat: string): Thread | undefined {
    const thread = this.threads.get(chat);
    if (thread) {
      // Least recently used threads drop out: re-inserting moves this one to the end.
      this.threads.delete(chat);
      this.threads.set(chat, thread);
    }
    return thread;
  }

  /** Chats whose messages are kept here, most recently used first: the line watches them. */
  watched(limit = THREADS_KEPT): string[] {
    return [...this.threads.keys()].reverse().slice(0, limit);
  }

  putPage(chat: string, page: MessagePage, where: 'end' | 'before' | 'after' | 'replace'): void {
    const known = this.threads.get(chat);
    const base = known && where !== 'replace' ? known.rows : [];
    const rows = merge(base, page.rows);
    this.threads.set(chat, {
      rows,
      moreBefore: where === 'after' ? (known?.moreBefore ?? false) : page.moreBefore,
      moreAfter: where === 'before' ? (known?.moreAfter ?? false) : page.moreAfter,
      loaded: true,
    });
    while (this.threads.size > THREADS_KEPT) this.threads.delete(this.threads.keys().next().value as string);
    this.touch(`thread:${chat}`);
    this.touch('watch');
  }

  forgetThread(chat: string): void {
    this.threads.delete(chat);
    this.touch(`thread:${chat}`);
  }

  putMessage(row: MessageRow): void {
    const thread = this.threads.get(row.chat);
    if (!thread) return;
    const last = thread.rows.at(-1);
    // While the end of the thread is not loaded, new rows belong to the part that is still missing.
    if (thread.moreAfter && last && compareNumbers(row.seq, last.seq) > 0) return;
    const rows = merge(thread.rows, [row]);
    if (rows === thread.rows) return;
    thread.rows = rows;
    this.touch(`thread:${row.chat}`);
    this.touch('incoming');
  }

  /** The first missing `seq` range of a thread: `seq` is dense, so a hole means that something was not received. */
  hole(chat: string): { after: string; before: string } | null {
    const rows = this.threads.get(chat)?.rows ?? [];
    for (let i = 1; i < rows.length; i++) {
      const before = rows[i] as MessageRow;
      const after = rows[i - 1] as MessageRow;
      if (BigInt(before.seq) - BigInt(after.seq) > 1n) return { after: after.seq, before: before.seq };
    }
    return null;
  }

  clear(): void {
    this.me = this.boot = null;
    this.chats.clear();
    this.order = [];
    this.threads.clear();
    this.removedAt.clear();
    this.lost.clear();
    for (const key of ['me', 'list', 'counters']) this.touch(key);
  }
}

function ids(row: ChatRow): string {
  return row.responsible.map((person) => person.id).join();
}

/** Rows of both, ascending by `seq`, the newer version of each. The same array when nothing changed. */
export function merge(known: MessageRow[], fresh: MessageRow[]): MessageRow[] {
  const byId = new Map(known.map((row) => [row.id, row]));
  let changed = false;
  for (const row of fresh) {
    const old = byId.get(row.id);
    if (old && compareNumbers(row.v, old.v) <= 0) continue;
    byId.set(row.id, row);
    changed = true;
  }
  return changed ? [...byId.values()].sort((a, b) => compareNumbers(a.seq, b.seq)) : known;
}
