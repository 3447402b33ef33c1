import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiError, NoNetwork, type Api } from './api';
import { Outbox, type Entry } from './outbox';
import { Store } from './store';
import type { MessageRow } from './types';

interface Sent {
  cid: string;
  chat: string;
  text: string;
}

/** A hub in memory that keeps R73: one message per `cid`, whatever becomes of its answer. */
class PaperHub {
  readonly messages: Sent[] = [];
  readonly asked: Sent[] = [];
  /** What happens to a call: it arrives and its answer too, only it arrives, nothing arrives, or it is refused. */
  fate: (sent: Sent) => 'answered' | 'answer lost' | 'never arrived' | ApiError = () => 'answered';

  readonly api: Api = {
    get: async <T>() => undefined as T,
    upload: async <T>() => undefined as T,
    send: async <T>(_method: string, _path: string, body?: unknown) => {
      const sent = body as Sent;
      this.asked.push(sent);
      const fate = this.fate(sent);
      if (fate instanceof ApiError) throw fate;
      if (fate === 'never arrived') throw new NoNetwork('cut');
      if (!this.messages.some((one) => one.cid === sent.cid)) this.messages.push(sent);
      if (fate === 'answer lost') throw new NoNetwork('cut');
      return { row: { id: sent.cid, v: '1', chat: sent.chat, seq: '1', cid: sent.cid } as MessageRow } as T;
    },
  };
}

let hub: PaperHub;
let store: Store;
let given: Entry[];

function box(): Outbox {
  const outbox = new Outbox(hub.api, store, (entry) => given.push(entry));
  outbox.open('me.epoch');
  return outbox;
}

const say = (outbox: Outbox, chat: string, text: string) =>
  outbox.add({ chat, channel: null, text, files: [], quote: null });
const texts = () => hub.messages.map((one) => one.text);

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
  hub = new PaperHub();
  store = new Store();
  given = [];
});

afterEach(() => vi.useRealTimers());

describe('the outbox', () => {
  it('repeats under the same cid until there is an answer, after 1, 2, 5, 15 and 60 seconds', async () => {
    const outbox = box();
    hub.fate = () => 'never arrived';
    const { cid } = say(outbox, '1', 'hello');
    await vi.advanceTimersByTimeAsync(0);
    const counts = [];
    for (const pause of [1_000, 2_000, 5_000, 15_000, 60_000, 60_000]) {
      await vi.advanceTimersByTimeAsync(pause - 1);
      const before = hub.asked.length;
      await vi.advanceTimersByTimeAsync(1);
      counts.push(hub.asked.length - before);
    }
    expect(counts).toEqual([1, 1, 1, 1, 1, 1]);
    expect(new Set(hub.asked.map((one) => one.cid))).toEqual(new Set([cid]));
    hub.fate = () => 'answered';
    await vi.advanceTimersByTimeAsync(60_000);
    expect(texts()).toEqual(['hello']);
    expect(outbox.of('1')).toEqual([]);
  });

  it('never repeats after an answer, neither a yes nor a no', async () => {
    const outbox = box();
    say(outbox, '1', 'yes');
    hub.fate = ({ text }) => (text === 'no' ? new ApiError(422, 'too_long', { args: { max: 5 } }) : 'answered');
    say(outbox, '2', 'no');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(hub.asked.map((one) => one.text)).toEqual(['yes', 'no']);
    expect(outbox.of('2')).toMatchObject([{ state: 'refused', refusal: { code: 'too_long', args: { max: 5 } } }]);
  });

  it('keeps the order per chat, and chats do not wait for each other', async () => {
    const outbox = box();
    hub.fate = ({ chat }) => (chat === 'slow' ? 'never arrived' : 'answered');
    for (const text of ['s1', 's2', 's3']) say(outbox, 'slow', text);
    for (const text of ['f1', 'f2', 'f3']) say(outbox, 'fast', text);
    await vi.advanceTimersByTimeAsync(500);
    expect(texts()).toEqual(['f1', 'f2', 'f3']);
    hub.fate = () => 'answered';
    await vi.advanceTimersByTimeAsync(600);
    expect(texts()).toEqual(['f1', 'f2', 'f3', 's1', 's2', 's3']);
  });

  it('goes on after a reload, under the old cid', async () => {
    hub.fate = () => 'answer lost';
    const first = say(box(), '1', 'hello');
    await vi.advanceTimersByTimeAsync(10);
    hub.fate = () => 'answered';
    const outbox = box();
    await vi.advanceTimersByTimeAsync(10);
    expect(hub.messages).toMatchObject([{ cid: first.cid, text: 'hello' }]);
    expect(outbox.of('1')).toEqual([]);
    expect(localStorage.getItem('parley.outbox.me.epoch')).toBeNull();
  });

  it('does not lose what another tab has put there', async () => {
    hub.fate = () => 'never arrived';
    const one = box();
    const two = box();
    say(one, '1', 'from one');
    say(two, '2', 'from two');
    await vi.advanceTimersByTimeAsync(10);
    const stored = JSON.parse(localStorage.getItem('parley.outbox.me.epoch') ?? '[]') as Entry[];
    expect(stored.map((entry) => entry.text).sort()).toEqual(['from one', 'from two']);
  });

  it('sends at once when the network is back', async () => {
    const outbox = box();
    hub.fate = () => 'never arrived';
    say(outbox, '1', 'hello');
    await vi.advanceTimersByTimeAsync(0);
    expect(outbox.of('1')[0]?.state).toBe('offline');
    hub.fate = () => 'answered';
    outbox.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(texts()).toEqual(['hello']);
  });

  it('gives the text back when somebody else got the client (R26)', async () => {
    const outbox = box();
    hub.fate = () => new ApiError(409, 'claimed_by_other', { args: { by: 'Tony', at: '2026-03-02T09:15:00Z' } });
    say(outbox, '1', 'I can help');
    await vi.advanceTimersByTimeAsync(0);
    expect(outbox.of('1')).toEqual([]);
    expect(given).toMatchObject([{ chat: '1', text: 'I can help' }]);
    expect(outbox.returned.get('1')).toEqual({ who: 'Tony', at: '2026-03-02T09:15:00Z', text: 'I can help' });
    await vi.advanceTimersByTimeAsync(600_000);
    expect(hub.asked).toHaveLength(1);
  });

  it('tries a refused one again as a new message, and one that crashed the server as the same', async () => {
    const outbox = box();
    hub.fate = ({ chat }) => new ApiError(chat === 'crash' ? 500 : 422, 'broken', {});
    const refused = say(outbox, 'no', 'a');
    const crashed = say(outbox, 'crash', 'b');
    await vi.advanceTimersByTimeAsync(0);
    hub.fate = () => 'answered';
    outbox.again(refused.cid);
    outbox.again(crashed.cid);
    await vi.advanceTimersByTimeAsync(0);
    expect(hub.messages.find((one) => one.text === 'a')?.cid).not.toBe(refused.cid);
    expect(hub.messages.find((one) => one.text === 'b')?.cid).toBe(crashed.cid);
  });

  it('lets the next one pass when a refused one is dropped', async () => {
    const outbox = box();
    hub.fate = ({ text }) => (text === 'a' ? new ApiError(422, 'too_long', {}) : 'answered');
    const refused = say(outbox, '1', 'a');
    say(outbox, '1', 'b');
    await vi.advanceTimersByTimeAsync(0);
    outbox.drop(refused.cid);
    expect(outbox.of('1')).toEqual([]);
    expect(texts()).toEqual(['b']);
  });

  it('makes no duplicate and loses none in 1,000 sends with every fifth answer dropped (UX 3)', async () => {
    const outbox = box();
    let n = 0;
    hub.fate = () => (++n % 5 === 0 ? 'answer lost' : 'answered');
    for (let i = 0; i < 1_000; i++) say(outbox, String(i % 20), `text ${i}`);
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(hub.messages).toHaveLength(1_000);
    expect(new Set(texts()).size).toBe(1_000);
    expect(outbox.size).toBe(0);
    for (let chat = 0; chat < 20; chat++) {
      const here = hub.messages.filter((one) => one.chat === String(chat)).map((one) => Number(one.text.slice(5)));
      expect(here).toEqual([...here].sort((a, b) => a - b));
    }
    expect(hub.asked.length).toBeGreaterThan(1_200);
  });
});
