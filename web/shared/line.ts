/**
 * The line to the server: frames with positions, resumed without gaps. A WebSocket, and after two failed upgrades a
 * long poll that carries the same frames. It knows no views; what arrives goes to the store and to the listener.
 */
import { ApiError, query, type Api } from './api';
import { compareNumbers } from './positions';
import type { Op, Store } from './store';
import type { Person } from './types';

export type Frame =
  | { t: 'ready'; pos: string }
  | { t: 'reset'; why: string }
  | { t: 'rows'; pos: string; prev: string; ops: Op[] }
  | { t: 'beat'; pos: string; prev: string }
  | { t: 'going'; within: number }
  | { t: 'build'; id: string }
  | { t: 'stale'; chat: string }
  | { t: 'resync'; from: string }
  | { t: 'typing'; chat: string; by: Person }
  | { t: 'presence'; chat: string; looking: Person[]; writing: Person[] };

export interface LineEvents {
  /** Positions were lost for good: boot and the open thread have to be fetched again. Resolves to the new position. */
  reset(why: string): Promise<string>;
  stale(chat: string): void;
  state(state: LineState): void;
  fleeting(frame: Frame): void;
  applied(ops: Op[]): void;
}

export type LineState = 'connecting' | 'open' | 'lost' | 'closed';

export interface LineWorld {
  socket(): WebSocket;
  later(run: () => void, milliseconds: number): () => void;
  chance(): number;
}

const PAUSES = [300, 1_000, 2_000, 5_000, 10_000, 30_000];
const SILENCE = 40_000;

export class Line {
  private pos: string | null = null;
  private readyAt: string | null = null;
  private socket: WebSocket | null = null;
  private attempt = 0;
  private failedUpgrades = 0;
  private stopped = true;
  private cancelRetry: (() => void) | null = null;
  private cancelSilence: (() => void) | null = null;
  private watching = new Set<string>();
  /** Frames of a stream that has a gap are dropped until the next `ready`. */
  private deaf = false;
  private poll: AbortController | null = null;

  constructor(
    private readonly api: Api,
    private readonly store: Store,
    private readonly events: LineEvents,
    private readonly build: string,
    private readonly world: LineWorld = browser,
  ) {}

  get position(): string | null {
    return this.pos;
  }

  start(pos: string): void {
    this.pos = pos;
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.cancelRetry?.();
    this.cancelSilence?.();
    this.poll?.abort();
    this.socket?.close();
    this.socket = null;
    this.events.state('closed');
  }

  /** At once, when the browser says that the network is back or the page is looked at again. */
  wake(): void {
    if (this.stopped || this.socket || this.poll) return;
    this.attempt = 0;
    this.cancelRetry?.();
    this.connect();
  }

  watch(chats: string[]): void {
    const wanted = new Set(chats);
    const add = chats.filter((chat) => !this.watching.has(chat));
    const drop = [...this.watching].filter((chat) => !wanted.has(chat));
    this.watching = wanted;
    if (add.length || drop.length) this.say({ t: 'watch', add, drop });
  }

  say(frame: Record<string, unknown>): void {
    if (this.socket?.readyState === 1 && !this.deaf) this.socket.send(JSON.stringify(frame));
  }

  private connect(): void {
    this.cancelRetry = null;
    this.events.state('connecting');
    if (this.failedUpgrades >= 2) void this.longPoll();
    else this.openSocket();
  }

  private openSocket(): void {
    let opened = false;
    let socket: WebSocket;
    try {
      socket = this.world.socket();
    } catch {
      this.failedUpgrades++;
      this.retry();
      return;
    }
    this.socket = socket;
    socket.onopen = () => {
      opened = true;
      this.failedUpgrades = 0;
      void this.hello(socket);
    };
    socket.onmessage = (event) => {
      if (this.socket === socket) this.hear(JSON.parse(String(event.data)) as Frame);
    };
    socket.onclose = () => {
      if (this.socket !== socket) return;
      if (!opened) this.failedUpgrades++;
      this.dropped();
    };
    this.listenForSilence();
  }

  /** The ticket rides in the frame, never in the address. Said again on the same stream after a gap. */
  private async hello(socket: WebSocket): Promise<void> {
    this.deaf = true;
    try {
      const { ticket } = await this.api.send<{ ticket: string }>('POST', '/stream/tickets', {});
      if (this.socket !== socket || socket.readyState !== 1) return;
      this.readyAt = null;
      this.deaf = false;
      socket.send(
        JSON.stringify({ t: 'hello', ticket, after: this.pos, watch: [...this.watching], build: this.build }),
      );
    } catch (problem) {
      if (problem instanceof ApiError && problem.status === 401) this.stop();
      else if (this.socket === socket) this.dropped();
    }
  }

  private dropped(): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.cancelSilence?.();
    if (this.stopped) return;
    this.retry();
  }

  private retry(): void {
    this.events.state('lost');
    const pause = PAUSES[Math.min(this.attempt++, PAUSES.length - 1)] as number;
    this.cancelRetry = this.world.later(() => this.connect(), pause * (0.5 + this.world.chance() / 2));
  }

  private listenForSilence(): void {
    this.cancelSilence?.();
    this.cancelSilence = this.world.later(() => this.dropped(), SILENCE);
  }

  /** Takes one frame. A frame that does not follow what is known is not applied: the server is asked again. */
  hear(frame: Frame): void {
    if (this.stopped) return;
    if (this.socket) this.listenForSilence();
    if (this.deaf && frame.t !== 'reset') return;
    switch (frame.t) {
      case 'ready':
        this.readyAt = frame.pos;
        this.pos ??= frame.pos;
        this.attempt = 0;
        this.events.state('open');
        break;
      case 'rows':
        if (!this.follows(frame.prev)) return this.resume();
        this.store.apply(frame.ops, frame.pos);
        this.moveTo(frame.pos);
        this.events.applied(frame.ops);
        this.say({ t: 'ack', pos: frame.pos });
        break;
      case 'beat':
        if (!this.follows(frame.prev)) return this.resume();
        this.moveTo(frame.pos);
        // A line on which nobody says anything for two minutes is taken for dead.
        this.say({ t: 'ack', pos: frame.pos });
        break;
      case 'resync':
        this.resume();
        break;
      case 'reset':
        void this.reset(frame.why);
        break;
      case 'stale':
        this.events.stale(frame.chat);
        break;
      case 'going':
        // The server restarts: the close that follows is expected, and the first attempt comes at once.
        this.attempt = 0;
        break;
      case 'build':
      case 'typing':
      case 'presence':
        this.events.fleeting(frame);
        break;
    }
  }

  private follows(prev: string): boolean {
    return this.pos === null || prev === this.pos || prev === this.readyAt;
  }

  /** An old frame that comes late changes no position either. */
  private moveTo(pos: string): void {
    this.readyAt = null;
    if (this.pos === null || compareNumbers(pos, this.pos) > 0) this.pos = pos;
  }

  private resume(): void {
    if (this.socket) void this.hello(this.socket);
  }

  private async reset(why: string): Promise<void> {
    this.deaf = true;
    try {
      this.pos = await this.events.reset(why);
      if (this.socket) void this.hello(this.socket);
      else this.wake();
    } catch {
      this.dropped();
    }
  }

  private async longPoll(): Promise<void> {
    const poll = new AbortController();
    this.poll = poll;
    this.deaf = false;
    let polls = 0;
    try {
      while (!this.stopped && polls < 20) {
        const watch = [...this.watching].join(',');
        const { frames } = await this.api.get<{ frames: Frame[] }>(
          `/stream/poll${query({ after: this.pos, wait: polls === 0 ? 0 : 25, watch })}`,
          poll.signal,
        );
        if (polls++ === 0) this.events.state('open');
        this.attempt = 0;
        for (const frame of frames) {
          if (frame.t === 'reset') {
            // There is no stream to say hello on: the next question starts from the new position.
            this.pos = await this.events.reset(frame.why);
            break;
          }
          // Each answer is a stream of its own and starts where the question said.
          if (frame.t === 'rows' || frame.t === 'beat') this.readyAt = frame.prev;
          this.hear(frame);
        }
      }
      // After a while the socket deserves another chance.
      this.failedUpgrades = 1;
      this.poll = null;
      if (!this.stopped) this.connect();
    } catch (problem) {
      this.poll = null;
      if (problem instanceof ApiError && problem.status === 401) this.stop();
      else if (!this.stopped) this.retry();
    }
  }
}

const browser: LineWorld = {
  socket: () => new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/stream`),
  later: (run, milliseconds) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  chance: () => Math.random(),
};
