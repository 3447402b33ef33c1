import type { Thread } from './thread';
import type { Answer, Api, World } from './types';

interface Waiting {
  cid: string;
  text?: string;
  upload_id?: string;
  page_url?: string;
  at: number;
}

const DELAYS = [1, 2, 5, 15, 60];

const PROBLEMS: Record<string, string> = {
  too_big: 'tooBig',
  wrong_kind: 'wrongKind',
  bad_name: 'badName',
  empty_file: 'emptyFile',
  too_long: 'tooLong',
};

/**
 * What is to be sent, in order, one at a time, surviving a reload. The id is made before the first try and never
 * changes, so however often it is tried it is one message (R73). Only an answer ends the tries; no answer never does.
 */
export class Outbox {
  private readonly waiting: Waiting[];
  private readonly files = new Map<string, { file: File; stop: AbortController }>();
  private busy = false;
  /** One file after the other: they arrive in the order in which they were chosen. */
  private uploads: Promise<void> = Promise.resolve();
  private failures = 0;
  private cancelTimer: () => void = () => {};

  /**
   * @param renew makes a new session when the token has ended
   * @param changed the thread has changed, or there is (no) connection
   */
  constructor(
    private readonly api: Api,
    private readonly world: World,
    private readonly thread: Thread,
    private readonly memory: string,
    private readonly renew: () => Promise<void>,
    private readonly changed: () => void,
  ) {
    this.waiting = read(world.load(memory));
    for (const one of this.waiting) thread.add(one.cid, one.text, [], new Date(one.at), 'sending');
  }

  /** Whether something waits because there was no answer. */
  get isCutOff(): boolean {
    return this.failures > 0 && this.waiting.length > 0;
  }

  send(text: string, page?: string): void {
    const cid = this.world.uuid();
    const at = this.world.now();
    this.thread.add(cid, text, [], new Date(at), 'sending');
    this.queue({ cid, text, page_url: page, at });
  }

  private queue(one: Waiting): void {
    this.waiting.push(one);
    this.keep();
    this.changed();
    void this.pump();
  }

  /** @param url where the picture can be seen on this side */
  sendFile(file: File, largest: number, url?: string): void {
    const cid = this.world.uuid();
    const shown = { name: file.name, mime: file.type, size: file.size, url };
    this.thread.add(cid, undefined, [shown], new Date(this.world.now()), 'uploading');
    this.files.set(cid, { file, stop: new AbortController() });
    const problem = file.size === 0 ? 'emptyFile' : file.size > largest ? 'tooBig' : undefined;
    if (problem) this.fail(cid, problem);
    else this.uploadNext(cid);
  }

  private uploadNext(cid: string): void {
    this.changed();
    this.uploads = this.uploads.then(() => this.upload(cid));
  }

  private async upload(cid: string): Promise<void> {
    const held = this.files.get(cid);
    const item = this.thread.find(cid);
    if (!held || !item) return;
    const progress = (part: number): void => {
      item.progress = part;
      this.changed();
    };
    try {
      let answer = await this.api.upload(held.file, progress, held.stop.signal);
      if (answer.status === 401) {
        await this.renew();
        answer = await this.api.upload(held.file, progress, held.stop.signal);
      }
      if (!this.files.has(cid)) return;
      if (answer.status !== 201) return this.fail(cid, problemOf(answer));
      item.state = 'sending';
      this.queue({ cid, upload_id: String(answer.body.upload_id), at: this.world.now() });
    } catch {
      if (this.files.has(cid)) this.fail(cid, undefined);
    }
  }

  private fail(cid: string, problem: string | undefined): void {
    const item = this.thread.find(cid);
    if (item) Object.assign(item, { state: 'failed', problem, progress: undefined });
    this.changed();
  }

  /** Under the same id. */
  retry(cid: string): void {
    const item = this.thread.find(cid);
    if (item?.state !== 'failed') return;
    if (this.files.has(cid)) {
      Object.assign(item, { state: 'uploading', problem: undefined, progress: 0 });
      this.uploadNext(cid);
    }
    else if (item.text !== undefined) {
      item.state = 'sending';
      item.problem = undefined;
      this.queue({ cid, text: item.text, at: item.at.getTime() });
    }
  }

  /** Takes back what has not gone. */
  remove(cid: string): void {
    this.files.get(cid)?.stop.abort();
    this.files.delete(cid);
    this.take(cid);
    this.thread.remove(cid);
    this.changed();
  }

  /** At once: the network is back, or the tab is looked at again. */
  hurry(): void {
    this.cancelTimer();
    void this.pump();
  }

  private async pump(): Promise<void> {
    const one = this.waiting[0];
    if (this.busy || !one) return;
    this.busy = true;
    this.cancelTimer();
    let wait: number | undefined;
    try {
      wait = await this.attempt(one);
      this.failures = 0;
    } catch {
      wait = DELAYS[Math.min(this.failures, DELAYS.length - 1)] ?? 60;
      this.failures++;
    }
    this.busy = false;
    this.changed();
    if (wait === undefined) void this.pump();
    else this.cancelTimer = this.world.after(wait * 1000, () => void this.pump());
  }

  /** Seconds to wait before it is tried again; nothing when it is settled. */
  private async attempt({ cid, text, upload_id, page_url }: Waiting): Promise<number | undefined> {
    const answer = await this.api.ask('POST', 'messages', { client_message_id: cid, text, upload_id, page_url });
    switch (answer.status) {
      case 200:
      case 201:
        this.take(cid);
        this.files.delete(cid);
        this.thread.sent(cid, String(answer.body.message_id), Number(answer.body.event_id), String(answer.body.created_at));
        return undefined;
      case 401:
        await this.renew();
        return 1;
      case 429: {
        const item = this.thread.find(cid);
        if (item) item.problem = 'tooMany';
        return answer.retryAfter;
      }
      default:
        if (answer.status >= 500) return answer.retryAfter;
        this.take(cid);
        this.fail(cid, problemOf(answer));
        return undefined;
    }
  }

  private take(cid: string): void {
    const at = this.waiting.findIndex((one) => one.cid === cid);
    if (at >= 0) this.waiting.splice(at, 1);
    this.keep();
  }

  private keep(): void {
    this.world.save(this.memory, JSON.stringify(this.waiting));
  }
}

const problemOf = (answer: Answer): string | undefined =>
  answer.status === 429 ? 'tooMany' : PROBLEMS[String(answer.body.error)];

function read(saved: string | null): Waiting[] {
  try {
    const list: unknown = JSON.parse(saved ?? '[]');
    return Array.isArray(list) ? list.filter((one: Waiting) => typeof one?.cid === 'string') : [];
  } catch {
    return [];
  }
}
