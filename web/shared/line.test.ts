import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError, NoNetwork, type Api } from './api';
import { Line, type Frame, type LineEvents, type LineState } from './line';
import { Store } from './store';

/** A socket of paper: what was said lies in `said`; the test speaks for the server. */
class PaperSocket {
  readyState = 0;
  said: Record<string, unknown>[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: (() => void) | null = null;

  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }

  hear(frame: Frame): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  send(data: string): void {
    this.said.push(JSON.parse(data) as Record<string, unknown>);
  }

  close(): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.();
  }
}

interface Later {
  run: () => void;
  in: number;
}

let sockets: PaperSocket[];
let laters: Later[];
let states: LineState[];
let resets: string[];
let stale: string[];
let polls: string[];
let answers: (() => Promise<{ frames: Frame[] }>)[];
let store: Store;
let line: Line;

const settle = async () => {
  for (let i = 0; i < 20; i++) await Promise.resolve();
};
const last = () => sockets.at(-1) as PaperSocket;
/** Runs what was put off for a reconnection; the watch over silence is left alone. */
const retry = () => {
  const due = laters.filter((one) => one.in < 40_000);
  laters = laters.filter((one) => one.in >= 40_000);
  for (const one of due) one.run();
  return due.map((one) => one.in);
};
const rows = (pos: number, prev: number, id = `c${pos}`): Frame => ({
  t: 'rows',
  pos: String(pos),
  prev: String(prev),
  ops: [{ put: 'chats', row: { id, v: String(pos), rank: `0~${pos}`, unanswered: 0, kind: 'own', responsible: [] } }],
});

beforeEach(() => {
  sockets = [];
  laters = [];
  states = [];
  resets = [];
  stale = [];
  polls = [];
  answers = [];
  store = new Store();
  const api: Api = {
    get: async <T>(path: string) => {
      polls.push(path);
      const next = answers.shift();
      if (!next) return new Promise<T>(() => undefined);
      return (await next()) as T;
    },
    send: async <T>() => ({ ticket: 'ticket' }) as T,
    upload: async <T>() => undefined as T,
  };
  const events: LineEvents = {
    reset: async (why) => {
      resets.push(why);
      return '500';
    },
    stale: (chat) => stale.push(chat),
    state: (state) => states.push(state),
    fleeting: () => undefined,
    applied: () => undefined,
  };
  line = new Line(api, store, events, 'build', {
    socket: () => {
      const socket = new PaperSocket();
      sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    later: (run, milliseconds) => {
      const one = { run, in: milliseconds };
      laters.push(one);
      return () => {
        laters = laters.filter((other) => other !== one);
      };
    },
    chance: () => 1,
  });
});

async function open(pos = '10'): Promise<PaperSocket> {
  line.start(pos);
  last().open();
  await settle();
  last().hear({ t: 'ready', pos });
  return last();
}

describe('the line', () => {
  it('says hello with its ticket in the frame, from where it stands', async () => {
    line.watch(['7']);
    const socket = await open('10');
    expect(socket.said[0]).toEqual({ t: 'hello', ticket: 'ticket', after: '10', watch: ['7'], build: 'build' });
    expect(states).toEqual(['connecting', 'open']);
  });

  it('applies a frame that follows, moves on and acknowledges it', async () => {
    const socket = await open('10');
    socket.hear(rows(11, 10));
    expect(store.order).toEqual(['c11']);
    expect(line.position).toBe('11');
    expect(socket.said.at(-1)).toEqual({ t: 'ack', pos: '11' });
  });

  it('moves on with a beat', async () => {
    const socket = await open('10');
    socket.hear({ t: 'beat', pos: '14', prev: '10' });
    socket.hear(rows(15, 14));
    expect(line.position).toBe('15');
  });

  it('asks again after a gap instead of applying what does not follow', async () => {
    const socket = await open('10');
    socket.hear(rows(13, 12));
    await settle();
    expect(store.order).toEqual([]);
    expect(socket.said.at(-1)).toMatchObject({ t: 'hello', after: '10' });
    // Until the answer nothing is taken, or the gap would be filled out of order.
    socket.hear({ t: 'ready', pos: '10' });
    socket.hear(rows(12, 10));
    socket.hear(rows(13, 12));
    expect(store.order).toEqual(['c13', 'c12']);
  });

  it('takes an old frame without going back', async () => {
    const socket = await open('10');
    socket.hear(rows(11, 10));
    socket.hear(rows(12, 11));
    socket.hear({ t: 'resync', from: '11' });
    await settle();
    socket.hear({ t: 'ready', pos: '11' });
    socket.hear(rows(12, 11));
    expect(line.position).toBe('12');
    expect(store.order).toEqual(['c12', 'c11']);
  });

  it('resumes from its position when the line has broken', async () => {
    const socket = await open('10');
    socket.hear(rows(11, 10));
    socket.close();
    expect(states.at(-1)).toBe('lost');
    retry();
    last().open();
    await settle();
    expect(sockets).toHaveLength(2);
    expect(last().said[0]).toMatchObject({ t: 'hello', after: '11' });
  });

  it('waits longer each time, and not at all when the network is back', async () => {
    const socket = await open('10');
    socket.close();
    const pauses = [];
    for (let i = 0; i < 2; i++) {
      pauses.push(...retry());
      last().open();
      last().close();
    }
    expect(pauses).toEqual([300, 1_000]);
    line.wake();
    expect(sockets).toHaveLength(4);
  });

  it('takes forty seconds of silence for a dead line', async () => {
    await open('10');
    const silence = laters.find((one) => one.in === 40_000) as Later;
    silence.run();
    expect(states.at(-1)).toBe('lost');
    expect(last().readyState).toBe(3);
  });

  it('fetches everything anew after a reset, keeping the line', async () => {
    const socket = await open('10');
    socket.hear({ t: 'reset', why: 'too_old' });
    await settle();
    expect(resets).toEqual(['too_old']);
    expect(socket.said.at(-1)).toMatchObject({ t: 'hello', after: '500' });
  });

  it('says which chats it watches, once', async () => {
    const socket = await open('10');
    line.watch(['1', '2']);
    line.watch(['2', '3']);
    line.watch(['2', '3']);
    expect(socket.said.slice(1)).toEqual([
      { t: 'watch', add: ['1', '2'], drop: [] },
      { t: 'watch', add: ['3'], drop: ['1'] },
    ]);
  });

  it('tells of a thread that missed too much', async () => {
    const socket = await open('10');
    socket.hear({ t: 'stale', chat: '7' });
    expect(stale).toEqual(['7']);
  });

  it('loses and doubles nothing over many breaks', async () => {
    let socket = await open('0');
    let prev = 0;
    for (let pos = 1; pos <= 300; pos++) {
      if (pos % 7 === 0) {
        socket.close();
        retry();
        last().open();
        await settle();
        socket = last();
        const after = Number(socket.said[0]?.after);
        socket.hear({ t: 'ready', pos: String(after) });
        prev = after;
      }
      socket.hear(rows(pos, prev));
      // Every fifth frame comes twice.
      if (pos % 5 === 0) socket.hear(rows(pos, prev));
      await settle();
      if (socket.said.at(-1)?.t === 'hello') {
        socket.hear({ t: 'ready', pos: String(pos) });
        await settle();
      }
      prev = pos;
    }
    expect(store.order).toHaveLength(300);
    expect(new Set(store.order).size).toBe(300);
    expect(line.position).toBe('300');
  });
});

describe('without a socket', () => {
  it('asks by long poll after two failed upgrades; the frames are the same', async () => {
    answers = [
      async () => ({ frames: [] }),
      async () => ({ frames: [rows(11, 10), rows(12, 11)] }),
      async () => ({ frames: [{ t: 'beat', pos: '20', prev: '12' }] }),
    ];
    line.start('10');
    last().close();
    retry();
    last().close();
    retry();
    await settle();
    await settle();
    expect(sockets).toHaveLength(2);
    expect(polls[0]).toBe('/stream/poll?after=10&wait=0');
    expect(polls[1]).toBe('/stream/poll?after=10&wait=25');
    expect(polls[2]).toBe('/stream/poll?after=12&wait=25');
    expect(store.order).toEqual(['c12', 'c11']);
    expect(line.position).toBe('20');
    expect(states.at(-1)).toBe('open');
  });

  it('tries again when a poll fails, and stops when nobody is signed in', async () => {
    answers = [() => Promise.reject(new NoNetwork('cut')), () => Promise.reject(new ApiError(401, 'signed_out', {}))];
    line.start('10');
    last().close();
    retry();
    last().close();
    retry();
    await settle();
    expect(states.at(-1)).toBe('lost');
    retry();
    await settle();
    expect(states.at(-1)).toBe('closed');
  });
});
