import { beforeEach, describe, expect, it } from 'vitest';
import { Chat } from './chat';
import type { Socket } from './line';
import type { Answer, Api, ChatEvent, World } from './types';

/** A hub in memory that keeps to the protocol, and a line that can be cut, hang, lose answers and repeat itself. */
class PaperHub {
  readonly log: ChatEvent[] = [];
  readonly asked: string[] = [];
  isAway = false;
  /** How many answers are lost after the hub has done its part. */
  loses = 0;
  refuses: Answer | undefined;
  sockets: PaperSocket[] = [];
  takesSockets = true;
  private polls: (() => void)[] = [];

  say(event: Partial<ChatEvent>): ChatEvent {
    const told = { event_id: String(this.log.length + 1), created_at: '2026-11-24T12:00:00Z', ...event } as ChatEvent;
    this.log.push(told);
    for (const socket of this.sockets) socket.tell(told);
    for (const poll of this.polls.splice(0)) poll();
    return told;
  }

  answers(text: string): void {
    this.say({ type: 'message.created', message_id: `out:${text}`, author: 'rep', rep: { name: 'Bruce' }, text });
  }

  get said(): string[] {
    return this.log.filter((event) => event.author === 'visitor').map((event) => event.text ?? '');
  }

  readonly api: Api = {
    token: '',
    ask: async (method, path, body) => {
      this.asked.push(`${method} ${path.split('?')[0]}`);
      await Promise.resolve();
      if (this.isAway) throw new Error('no answer');
      return this.answer(path, (body ?? {}) as Record<string, string>);
    },
    upload: async (file) => {
      if (this.isAway) throw new Error('no answer');
      return this.refuses ?? fine(201, { upload_id: `up:${file.name}` });
    },
  };

  private async answer(path: string, body: Record<string, string>): Promise<Answer> {
    const query = new URLSearchParams(path.split('?')[1]);
    switch (path.split('?')[0]) {
      case 'session':
        return fine(200, { visitor_token: 'token', last_event_id: String(this.log.length), read_up_to: '0', form_fields: [] });
      case 'messages':
        return this.write(body);
      case 'events': {
        const before = Number(query.get('before'));
        if (before) return fine(200, { events: this.log.slice(Math.max(0, before - 1 - 3), before - 1) });
        const after = Number(query.get('after'));
        if (this.log.length === after && query.get('wait') !== '0')
          await new Promise<void>((wake) => this.polls.push(wake));
        return fine(200, { events: this.log.slice(after) });
      }
      default:
        return fine(204, {});
    }
  }

  private write(body: Record<string, string>): Answer {
    if (this.refuses) return this.refuses;
    const cid = body.client_message_id;
    const known = this.log.find((event) => event.client_message_id === cid);
    const event =
      known ??
      this.say({ type: 'message.created', message_id: `v/${cid}`, author: 'visitor', client_message_id: cid, text: body.text });
    if (this.loses-- > 0) throw new Error('the answer was lost');
    return fine(known ? 200 : 201, { message_id: event.message_id, event_id: event.event_id, created_at: event.created_at });
  }
}

const fine = (status: number, body: Record<string, unknown>): Answer => ({ status, body, retryAfter: 1 });

class PaperSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  private isOpen = false;

  constructor(private readonly hub: PaperHub) {
    hub.sockets.push(this);
    queueMicrotask(() => (hub.takesSockets ? this.onopen?.() : this.breaks()));
  }

  send(frame: string): void {
    const said = JSON.parse(frame) as { type: string; after: string };
    this.hub.asked.push(`ws ${said.type} ${said.after}`);
    if (said.type !== 'hello') return;
    this.isOpen = true;
    this.onmessage?.({ data: '{"type":"ready"}' });
    for (const event of this.hub.log.slice(Number(said.after))) this.tell(event);
  }

  tell(event: ChatEvent): void {
    if (this.isOpen) this.onmessage?.({ data: JSON.stringify(event) });
  }

  breaks(code = 1006): void {
    this.isOpen = false;
    this.onclose?.({ code });
  }

  close(): void {
    this.isOpen = false;
  }
}

/** Time that passes when the test says so, and a memory that survives a reload. */
class PaperWorld implements World {
  time = 0;
  readonly memory = new Map<string, string>();
  private timers: { at: number; what: () => void }[] = [];
  private uuids = 0;

  now = (): number => this.time;
  uuid = (): string => `cid-${++this.uuids}`;
  load = (key: string): string | null => this.memory.get(key) ?? null;
  save = (key: string, value: string): void => void this.memory.set(key, value);

  after(milliseconds: number, what: () => void): () => void {
    const timer = { at: this.time + milliseconds, what };
    this.timers.push(timer);
    return () => void (this.timers = this.timers.filter((other) => other !== timer));
  }

  async pass(milliseconds: number): Promise<void> {
    const end = this.time + milliseconds;
    await settled();
    for (;;) {
      const next = this.timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.timers = this.timers.filter((timer) => timer !== next);
      this.time = next.at;
      next.what();
      await settled();
    }
    this.time = end;
  }
}

const settled = async (): Promise<void> => {
  for (let i = 0; i < 30; i++) await Promise.resolve();
};

let hub: PaperHub;
let world: PaperWorld;
let chat: Chat;

const opened = async (): Promise<Chat> => {
  const made = new Chat(hub.api, world, 'en', () => new PaperSocket(hub), () => {});
  await made.start();
  await settled();
  return made;
};
const texts = (): string[] => chat.thread.items.map((item) => item.text ?? '');
const states = (): string[] => chat.thread.items.map((item) => item.state);

beforeEach(async () => {
  hub = new PaperHub();
  world = new PaperWorld();
  chat = await opened();
});

describe('what the hub tells', () => {
  it('is resumed by event id after the line was cut: nothing lost, nothing doubled', async () => {
    hub.answers('one');
    hub.sockets.at(-1)?.breaks();
    hub.answers('two');
    await world.pass(1000);
    hub.answers('three');
    expect(texts()).toEqual(['one', 'two', 'three']);
    expect(hub.asked).toContain('ws hello 1');
  });

  it('is dropped when it comes twice', () => {
    hub.answers('one');
    const again = hub.log[0]!;
    hub.sockets.at(-1)?.tell(again);
    expect(texts()).toEqual(['one']);
  });

  it('is asked for again when there is a hole', async () => {
    hub.answers('one');
    const socket = hub.sockets.at(-1)!;
    hub.log.push({ event_id: '2', type: 'message.created', message_id: 'x', author: 'rep', text: 'lost on its way' });
    hub.answers('three');
    expect(hub.sockets.at(-1)).not.toBe(socket);
    await settled();
    expect(texts()).toEqual(['one', 'lost on its way', 'three']);
  });

  it('comes by long poll after two sockets that failed', async () => {
    hub.takesSockets = false;
    hub.sockets.at(-1)?.breaks();
    await world.pass(5000);
    hub.answers('by poll');
    await settled();
    expect(texts()).toEqual(['by poll']);
    expect(hub.asked.at(-1)).toBe('GET events');
  });

  it('is acknowledged', async () => {
    hub.answers('one');
    await world.pass(400);
    expect(hub.asked).toContain('ws ack 1');
  });

  it('brings a dead line to notice after forty seconds of silence', async () => {
    const socket = hub.sockets.at(-1);
    await world.pass(41_000);
    expect(hub.sockets.at(-1)).not.toBe(socket);
  });

  it('changes, takes back and adorns what was said, also in pages of history that come later', async () => {
    for (const text of ['a', 'b', 'c', 'd', 'e']) hub.answers(text);
    hub.say({ type: 'message.edited', message_id: 'out:a', text: 'A' });
    hub.say({ type: 'message.deleted', message_id: 'out:b' });
    hub.say({ type: 'reaction', message_id: 'out:e', emoji: '👍' });
    chat = await opened();
    expect(texts()).toEqual([]);
    await chat.earlier();
    await chat.earlier();
    expect(texts()).toEqual(['A', 'b', 'c', 'd', 'e']);
    expect(chat.thread.items.map((item) => [item.edited, item.deleted, item.emoji])).toEqual([
      [true, undefined, undefined],
      [undefined, true, undefined],
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
      [undefined, undefined, '👍'],
    ]);
    expect(chat.thread.hasEarlier).toBe(false);
  });

  it('is unread until it was seen, in every window', async () => {
    hub.answers('one');
    expect(chat.thread.unread()).toHaveLength(1);
    chat.looks(true);
    await world.pass(500);
    expect(chat.thread.unread()).toHaveLength(0);
    expect(hub.asked).toContain('POST read');
    chat.looks(false);
    hub.answers('two');
    hub.say({ type: 'read', up_to: '2' });
    expect(chat.thread.unread()).toHaveLength(0);
  });

  it('says who is writing, for six seconds', async () => {
    hub.sockets.at(-1)?.tell({ type: 'typing', rep: { name: 'Bruce' } });
    expect(chat.typing).toBe('Bruce');
    await world.pass(6001);
    expect(chat.typing).toBeUndefined();
  });
});

describe('what the visitor says', () => {
  it('is on the screen at once and at the hub once, though answers are lost (R73)', async () => {
    hub.loses = 3;
    chat.outbox.send('Hello');
    expect(states()).toEqual(['sending']);
    await world.pass(60_000);
    expect(hub.said).toEqual(['Hello']);
    expect(texts()).toEqual(['Hello']);
    expect(states()).toEqual(['sent']);
  });

  it('keeps its order and its key while there is no network, and goes when it is back', async () => {
    hub.isAway = true;
    chat.outbox.send('one');
    chat.outbox.send('two');
    await world.pass(100);
    expect(chat.outbox.isCutOff).toBe(true);
    const keys = chat.thread.items.map((item) => item.key);
    hub.isAway = false;
    chat.hurry();
    await world.pass(100);
    expect(hub.said).toEqual(['one', 'two']);
    expect(chat.thread.items.map((item) => item.key)).toEqual(keys);
    expect(chat.outbox.isCutOff).toBe(false);
  });

  it('survives a reload', async () => {
    hub.isAway = true;
    chat.outbox.send('one');
    await world.pass(100);
    hub.isAway = false;
    chat = await opened();
    await world.pass(100);
    expect(hub.said).toEqual(['one']);
    expect(texts()).toEqual(['one']);
  });

  it('is tried again under the same id after a refusal', async () => {
    hub.refuses = { status: 422, body: { error: 'too_long' }, retryAfter: 0 };
    chat.outbox.send('Hello');
    await world.pass(100);
    expect(states()).toEqual(['failed']);
    expect(chat.thread.items[0]?.problem).toBe('tooLong');
    hub.refuses = undefined;
    chat.outbox.retry('cid-1');
    await world.pass(100);
    expect(states()).toEqual(['sent']);
    expect(hub.log[0]?.client_message_id).toBe('cid-1');
  });

  it('waits as long as the hub says when it was too much', async () => {
    hub.refuses = { status: 429, body: {}, retryAfter: 3 };
    chat.outbox.send('Hello');
    await world.pass(2900);
    hub.refuses = undefined;
    expect(hub.said).toEqual([]);
    await world.pass(200);
    expect(hub.said).toEqual(['Hello']);
    expect(chat.thread.items[0]?.problem).toBeUndefined();
  });

  it('gets a new session when the token has ended, and loses nothing', async () => {
    hub.refuses = { status: 401, body: {}, retryAfter: 0 };
    chat.outbox.send('Hello');
    await settled();
    hub.refuses = undefined;
    await world.pass(2000);
    expect(hub.said).toEqual(['Hello']);
  });

  it('brings files, and says what is wrong with them', async () => {
    chat.outbox.sendFile(new File(['x'], 'a.png', { type: 'image/png' }), 10);
    chat.outbox.sendFile(new File([], 'empty.png'), 10);
    chat.outbox.sendFile(new File(['more than ten bytes'], 'big.png'), 10);
    await world.pass(100);
    expect(states()).toEqual(['sent', 'failed', 'failed']);
    expect(chat.thread.items.map((item) => item.problem)).toEqual([undefined, 'emptyFile', 'tooBig']);
    chat.outbox.remove('cid-2');
    expect(states()).toEqual(['sent', 'failed']);
  });

  it('retries a file that was cut off', async () => {
    hub.isAway = true;
    chat.outbox.sendFile(new File(['x'], 'a.png'), 10);
    await world.pass(100);
    expect(states()).toEqual(['failed']);
    hub.isAway = false;
    chat.outbox.retry('cid-1');
    await world.pass(100);
    expect(states()).toEqual(['sent']);
  });

  it('of another window appears here too', () => {
    hub.say({ type: 'message.created', message_id: 'v/9', author: 'visitor', client_message_id: '9', text: 'From my phone' });
    expect(chat.thread.items[0]).toMatchObject({ mine: true, state: 'sent', key: '9' });
  });
});
