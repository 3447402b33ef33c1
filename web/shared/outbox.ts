/**
 * What was sent and not yet answered. The `cid` is made here, before the first attempt, and is the key of R73: however
 * often an entry is repeated, it is one message. Repeated only while the cable is cut, never after an answer.
 */
import { ApiError, type Api } from './api';
import { uuid7 } from './ids';
import type { Store } from './store';
import { remember, remembered } from './theme';
import type { FileRow, MessageRow, Quote } from './types';

export interface Entry {
  cid: string;
  chat: string;
  channel: string | null;
  text: string;
  files: FileRow[];
  quote: Quote | null;
  at: string;
  state: 'waiting' | 'offline' | 'refused';
  /** `sure` when the server has said no; after a crash of its own it may have stored the message all the same. */
  refusal?: { code: string; args: Record<string, unknown>; sure: boolean };
}

/** Signed out, too fast, not ready: the server has not looked at the message. */
const COME_BACK = new Set([401, 429, 503]);
const PAUSES = [1_000, 2_000, 5_000, 15_000, 60_000];

export class Outbox {
  private entries: Entry[] = [];
  private owner = '';
  /** By chat: why the last text came back. */
  readonly returned = new Map<string, { who: string; at: string | null; text: string }>();
  private readonly settled = new Set<string>();
  private readonly busy = new Set<string>();
  private readonly failures = new Map<string, number>();
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(
    private readonly api: Api,
    private readonly store: Store,
    /** Somebody else got the client: the text goes back to its box and the entry is over (R26). */
    private readonly claimed: (entry: Entry) => void = () => undefined,
  ) {}

  /** Entries that a reload interrupted go on under their old `cid`. */
  open(owner: string): void {
    this.owner = owner;
    this.entries = this.stored();
    for (const chat of new Set(this.entries.map((entry) => entry.chat))) this.work(chat);
  }

  of(chat: string): Entry[] {
    return this.entries.filter((entry) => entry.chat === chat);
  }

  get size(): number {
    return this.entries.filter((entry) => entry.state !== 'refused').length;
  }

  add(message: Pick<Entry, 'chat' | 'channel' | 'text' | 'files' | 'quote'>): Entry {
    const entry: Entry = { ...message, cid: uuid7(), at: new Date().toISOString(), state: 'waiting' };
    this.entries = [...this.entries, entry];
    this.changed(entry.chat);
    this.work(entry.chat);
    return entry;
  }

  drop(cid: string): void {
    const entry = this.entries.find((one) => one.cid === cid);
    if (!entry) return;
    this.settle(cid);
    this.changed(entry.chat);
    this.work(entry.chat);
  }

  /** The person asks to try again: a new message when the old `cid` has had its answer, else the same one. */
  again(cid: string): void {
    const entry = this.entries.find((one) => one.cid === cid);
    if (!entry) return;
    if (!entry.refusal || entry.refusal.sure) {
      const { chat, channel, text, files, quote } = entry;
      this.settle(cid);
      this.add({ chat, channel, text, files, quote });
      return;
    }
    this.replace(entry, { state: 'waiting', refusal: undefined });
    this.work(entry.chat);
  }

  /** The network is back. */
  wake(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    for (const chat of new Set(this.entries.map((entry) => entry.chat))) this.work(chat);
  }

  forget(): void {
    remember(`outbox.${this.owner}`, null);
    this.entries = [];
    this.returned.clear();
    this.owner = '';
  }

  /** One at a time per chat, in the order in which they were written. */
  private work(chat: string): void {
    const next = this.entries.find((entry) => entry.chat === chat && entry.state !== 'refused');
    if (!next || this.busy.has(chat)) return;
    this.busy.add(chat);
    void this.send(next).then((delay) => {
      this.busy.delete(chat);
      if (delay === 0) this.work(chat);
      else
        this.timers.set(
          chat,
          setTimeout(() => this.work(chat), delay),
        );
    });
  }

  private async send(entry: Entry): Promise<number> {
    try {
      const { row } = await this.api.send<{ row: MessageRow }>('POST', '/messages', {
        cid: entry.cid,
        chat: entry.chat,
        channel: entry.channel ?? undefined,
        text: entry.text || undefined,
        files: entry.files.length ? entry.files.map((file) => file.id) : undefined,
        quote: entry.quote?.id ?? undefined,
      });
      this.failures.delete(entry.chat);
      this.store.putMessage(row);
      this.settle(entry.cid);
      this.changed(entry.chat);
      return 0;
    } catch (problem) {
      if (problem instanceof ApiError && !COME_BACK.has(problem.status)) {
        const args = { ...problem.body, ...problem.args };
        if (problem.code === 'claimed_by_other') return this.giveBack(entry, args);
        this.replace(entry, { state: 'refused', refusal: { code: problem.code, args, sure: problem.status < 500 } });
        return 0;
      }
      const failures = this.failures.get(entry.chat) ?? 0;
      this.failures.set(entry.chat, failures + 1);
      this.replace(entry, { state: 'offline' });
      return PAUSES[Math.min(failures, PAUSES.length - 1)] as number;
    }
  }

  private giveBack(entry: Entry, args: Record<string, unknown>): number {
    const by = args.by as { name?: string } | string | undefined;
    const who = typeof by === 'string' ? by : (by?.name ?? String(args.who ?? ''));
    this.returned.set(entry.chat, { who, at: (args.at as string | undefined) ?? null, text: entry.text });
    this.settle(entry.cid);
    this.claimed(entry);
    this.changed(entry.chat);
    return 0;
  }

  private replace(entry: Entry, change: Partial<Entry>): void {
    this.entries = this.entries.map((one) => (one.cid === entry.cid ? { ...one, ...change } : one));
    this.changed(entry.chat);
  }

  private settle(cid: string): void {
    this.settled.add(cid);
    this.entries = this.entries.filter((one) => one.cid !== cid);
  }

  private stored(): Entry[] {
    try {
      return JSON.parse(remembered(`outbox.${this.owner}`) ?? '[]') as Entry[];
    } catch {
      return [];
    }
  }

  private changed(chat: string): void {
    if (this.owner) {
      // Another tab of this browser has entries of its own there.
      const mine = new Set([...this.settled, ...this.entries.map((entry) => entry.cid)]);
      const all = [...this.stored().filter((entry) => !mine.has(entry.cid)), ...this.entries];
      remember(`outbox.${this.owner}`, all.length ? JSON.stringify(all) : null);
    }
    this.store.touch(`outbox:${chat}`);
    this.store.touch('outbox');
  }
}
