import { Line, type Socket } from './line';
import { Outbox } from './outbox';
import { Thread } from './thread';
import type { Answer, Api, ChatEvent, Session, World } from './types';

const TYPING_LASTS = 6000;
const TYPING_EVERY = 4000;
const READ_AFTER = 400;

/** One visitor's chat, without a screen. */
export class Chat {
  readonly thread = new Thread();
  readonly outbox: Outbox;
  session: Session | undefined;
  /** Whether the hub can be heard; undefined until it was tried. */
  connected: boolean | undefined;
  /** Who is writing just now. */
  typing: string | undefined;
  /** Whether the visitor has the end of the thread before his eyes. */
  private seen = false;
  /** The page that he looks at, where the owner wants to know. */
  page: string | undefined;
  private identity: unknown;
  private readonly line: Line;
  private saidTyping = 0;
  private loading = false;
  private stopTyping: () => void = () => {};
  private stopReading: () => void = () => {};

  /** @param changed something to show has changed */
  constructor(
    private readonly api: Api,
    private readonly world: World,
    private readonly locale: string,
    dial: () => Socket,
    private readonly changed: () => void,
  ) {
    api.token = world.load('token') ?? '';
    const renew = (): Promise<void> => this.open();
    this.outbox = new Outbox(api, world, this.thread, 'outbox', renew, changed);
    this.line = new Line(api, world, this.ears(renew), dial);
  }

  private ears(renew: () => Promise<void>): ConstructorParameters<typeof Line>[2] {
    return {
      renew,
      last: () => this.thread.last,
      hear: (event) => this.hear(event),
      state: (connected) => {
        const news = connected !== this.connected;
        this.connected = connected;
        if (connected) this.outbox.hurry();
        if (news) this.changed();
      },
    };
  }

  /** Session, the end of the history, then the line. Rejects when the hub cannot be reached or refuses this site. */
  async start(): Promise<void> {
    await this.open();
    this.line.start();
    this.outbox.hurry();
  }

  private async open(): Promise<void> {
    const before = this.api.token;
    const answer = await this.api.ask('POST', 'session', {
      visitor_token: before || undefined,
      page_url: this.page,
      locale: this.locale,
      identify: this.identity,
    });
    if (answer.status !== 200) throw new Error(`session: ${answer.status}`);
    const session = answer.body as unknown as Session;
    const last = Number(session.last_event_id);
    const isNew = !this.session || last < this.thread.last;
    this.session = session;
    this.api.token = session.visitor_token;
    this.world.save('token', session.visitor_token);
    if (isNew) {
      this.thread.items.splice(0, Infinity, ...this.thread.items.filter((item) => item.position === Infinity));
      this.thread.begin(last, Number(session.read_up_to));
      if (last > 0) await this.earlier();
    }
    this.changed();
  }

  /** The site tells who its visitor is; known again at once when the chat is open already. */
  async identify(data: unknown): Promise<void> {
    this.identity = data;
    if (!this.session) return;
    this.session = undefined;
    this.line.stop();
    await this.start();
  }

  /** The page of history before what is here. */
  async earlier(): Promise<void> {
    if (this.loading || !this.thread.hasEarlier) return;
    this.loading = true;
    try {
      const answer = await this.api.ask('GET', `events?before=${this.thread.first}`);
      if (answer.status === 200) this.thread.prepend(answer.body.events as ChatEvent[]);
    } finally {
      this.loading = false;
    }
    this.changed();
  }

  private hear(event: ChatEvent): boolean {
    if (event.type === 'typing') this.isTyping(event.rep?.name ?? '');
    if (!event.event_id) return true;
    const applied = this.thread.apply(event);
    if (applied === 'gap') return false;
    if (applied && event.type === 'message.created' && event.author === 'rep') this.isTyping(undefined);
    if (applied) {
      this.readSoon();
      this.changed();
    }
    return true;
  }

  private isTyping(name: string | undefined): void {
    this.stopTyping();
    this.typing = name;
    if (name !== undefined) this.stopTyping = this.world.after(TYPING_LASTS, () => this.isTyping(undefined));
    this.changed();
  }

  /** The visitor writes: said at most every four seconds, and never before his first message. */
  types(): void {
    if (this.thread.last === 0 || this.world.now() - this.saidTyping < TYPING_EVERY) return;
    this.saidTyping = this.world.now();
    this.api.ask('POST', 'typing').catch(() => {});
  }

  looks(seen: boolean): void {
    this.seen = seen;
    this.readSoon();
  }

  private readSoon(): void {
    this.stopReading();
    this.stopReading = this.world.after(READ_AFTER, () => {
      const last = this.thread.unread().at(-1)?.position;
      if (!this.seen || last === undefined) return;
      this.thread.readUpTo = last;
      this.api.ask('POST', 'read', { up_to_event_id: String(last) }).catch(() => {});
      this.changed();
    });
  }

  contact(fields: Record<string, unknown>): Promise<Answer> {
    return this.api.ask('POST', 'contact', fields);
  }

  hurry(): void {
    this.line.hurry();
    this.outbox.hurry();
  }

  stop(): void {
    this.line.stop();
  }
}
