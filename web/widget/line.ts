import type { Api, ChatEvent, World } from './types';

/** What of a WebSocket is used, so that tests can hold it. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: string }) => void) | null;
  onclose: ((event: { code: number }) => void) | null;
  send(frame: string): void;
  close(): void;
}

const DELAYS = [300, 1000, 2000, 5000, 10_000, 30_000];
const SILENT = 40_000;
const FAILED_SOCKETS = 2;
const TOKEN = 4401;
const ORIGIN = 4403;

interface Ears {
  /** Where to resume. */
  last(): number;
  /** Answers false when there is a hole: the line starts over from `last`. */
  hear(event: ChatEvent): boolean;
  /** Whether the hub can be heard. */
  state(connected: boolean): void;
  renew(): Promise<void>;
}

/**
 * The way from the hub: a WebSocket, and after two that failed long polling. Resumes by event id, says what it has heard,
 * notices a dead line, and comes back by itself.
 */
export class Line {
  private socket: Socket | undefined;
  private failures = 0;
  private failedSockets = 0;
  private acknowledged = 0;
  private run = 0;
  private stopTimer: () => void = () => {};
  private stopAck: () => void = () => {};
  private stopSilence: () => void = () => {};

  constructor(
    private readonly api: Api,
    private readonly world: World,
    private readonly ears: Ears,
    private readonly dial: () => Socket,
  ) {}

  start(): void {
    this.stop();
    const run = ++this.run;
    if (this.failedSockets < FAILED_SOCKETS) this.open(run);
    else void this.poll(run);
  }

  stop(): void {
    this.run++;
    this.stopTimer();
    this.stopAck();
    this.stopSilence();
    if (this.socket) {
      this.socket.onclose = this.socket.onmessage = this.socket.onopen = null;
      this.socket.close();
      this.socket = undefined;
    }
  }

  /** At once, if it is down: the network is back, or the tab is looked at again. */
  hurry(): void {
    if (this.failures > 0) this.start();
  }

  private open(run: number): void {
    let heard = false;
    let socket: Socket;
    try {
      socket = this.dial();
    } catch {
      this.failedSockets = FAILED_SOCKETS;
      return this.again(run);
    }
    this.socket = socket;
    this.listen(run);
    socket.onopen = () => {
      this.acknowledged = this.ears.last();
      socket.send(JSON.stringify({ type: 'hello', visitor_token: this.api.token, after: String(this.acknowledged) }));
    };
    socket.onmessage = ({ data }) => {
      if (!heard) this.well();
      heard = true;
      this.listen(run);
      this.failedSockets = 0;
      if (!this.hear(JSON.parse(data) as ChatEvent)) this.start();
    };
    socket.onclose = ({ code }) => {
      this.socket = undefined;
      this.stopSilence();
      if (!heard) this.failedSockets++;
      if (code === ORIGIN) this.ears.state(false);
      else if (code === TOKEN) void this.renewed(run);
      else this.again(run);
    };
  }

  /** A line that says nothing for long is dead: the hub pings every 25 s. */
  private listen(run: number): void {
    this.stopSilence();
    this.stopSilence = this.world.after(SILENT, () => {
      if (run === this.run) {
        this.failures++;
        this.start();
      }
    });
  }

  private hear(event: ChatEvent): boolean {
    const fine = this.ears.hear(event);
    if (fine && event.event_id) this.acknowledgeSoon();
    return fine;
  }

  private acknowledgeSoon(): void {
    this.stopAck();
    this.stopAck = this.world.after(300, () => {
      const last = this.ears.last();
      if (this.socket && last > this.acknowledged) {
        this.acknowledged = last;
        this.socket.send(JSON.stringify({ type: 'ack', after: String(last) }));
      }
    });
  }

  private async poll(run: number): Promise<void> {
    while (run === this.run) {
      try {
        const wait = this.failures > 0 ? 0 : 25;
        const answer = await this.api.ask('GET', `events?after=${this.ears.last()}&wait=${wait}`);
        if (run !== this.run) return;
        if (answer.status === 401) return await this.renewed(run);
        if (answer.status !== 200) return this.again(run, answer.retryAfter * 1000);
        this.well();
        for (const event of answer.body.events as ChatEvent[]) this.ears.hear(event);
      } catch {
        return this.again(run);
      }
    }
  }

  private async renewed(run: number): Promise<void> {
    try {
      await this.ears.renew();
      this.again(run, 0);
    } catch {
      this.again(run);
    }
  }

  private well(): void {
    this.failures = 0;
    this.ears.state(true);
  }

  /** Waits with jitter, so that those who were cut off together do not return together. */
  private again(run: number, delay?: number): void {
    if (run !== this.run) return;
    const longest = DELAYS[Math.min(this.failures++, DELAYS.length - 1)] ?? 0;
    if (this.failures > 1) this.ears.state(false);
    this.stopTimer();
    this.stopTimer = this.world.after(delay ?? longest * (0.5 + Math.random() / 2), () => this.start());
  }
}
