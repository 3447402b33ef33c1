import type { Attachment, ChatEvent, Item } from './types';

interface Patch {
  text?: string;
  edited?: boolean;
  deleted?: boolean;
  emoji?: string;
}

/** Not yet at the hub: behind everything that is. */
const PENDING = Infinity;

/**
 * What was said, in the hub's order. Events may come twice, late, or by two ways at once: whoever has seen an event id
 * has seen it (at least once by the line, exactly once on the screen).
 */
export class Thread {
  readonly items: Item[] = [];
  /** The last event that was applied in order; where the line resumes. */
  last = 0;
  /** The oldest event that is here; what lies before it has not been asked for. */
  first = 0;
  readUpTo = 0;
  private readonly patches = new Map<string, Patch>();

  /** Starts empty behind an event: what came before it is history. */
  begin(last: number, readUpTo: number): void {
    this.last = last;
    this.first = last + 1;
    this.readUpTo = readUpTo;
    this.patches.clear();
  }

  get hasEarlier(): boolean {
    return this.first > 1;
  }

  /** An event of the line. Answers whether anything changed; a hole is answered with `gap` and changes nothing. */
  apply(event: ChatEvent): boolean | 'gap' {
    const position = Number(event.event_id);
    if (!(position > this.last)) return false;
    if (position > this.last + 1) return 'gap';
    this.last = position;
    this.take(event, position, false);
    return true;
  }

  /** A page of history that ends right before the oldest event that is here. */
  prepend(events: ChatEvent[]): void {
    for (const event of events.toReversed()) {
      const position = Number(event.event_id);
      if (position < this.first) {
        this.take(event, position, true);
        this.first = position;
      }
    }
    if (!events.length) this.first = 1;
  }

  private take(event: ChatEvent, position: number, old: boolean): void {
    const id = event.message_id ?? '';
    switch (event.type) {
      case 'message.created':
        this.create(event, position);
        break;
      case 'message.edited':
        this.patch(id, { text: event.text ?? '', edited: true }, old);
        break;
      case 'message.deleted':
        this.patch(id, { deleted: true }, old);
        break;
      case 'reaction':
        this.patch(id, { emoji: event.emoji ?? '' }, old);
        break;
      case 'read':
        this.readUpTo = Math.max(this.readUpTo, Number(event.up_to));
    }
  }

  private create(event: ChatEvent, position: number): void {
    const id = event.message_id ?? '';
    const key = event.client_message_id ?? id;
    const mine = event.author === 'visitor';
    const own = mine ? this.find(key) : undefined;
    const item: Item = own ?? { key, position, mine, files: [], at: new Date(), state: 'sent' };
    Object.assign(item, {
      id,
      position,
      name: event.rep?.name,
      text: event.text,
      // The picture that he has just sent is on his screen already.
      files: own?.files[0]?.url?.startsWith('blob:') ? own.files : (event.attachments ?? []),
      replyTo: event.reply_to,
      at: new Date(event.created_at ?? 0),
      state: 'sent',
      problem: undefined,
      progress: undefined,
    });
    Object.assign(item, this.patches.get(id));
    if (!own && !this.items.some((other) => other.key === key)) this.items.push(item);
    this.sort();
  }

  /** What is newer stands: an older page only fills in what no later event has said. */
  private patch(id: string, patch: Patch, old: boolean): void {
    const known = this.patches.get(id) ?? {};
    const merged = old ? { ...patch, ...known } : { ...known, ...patch };
    this.patches.set(id, merged);
    const item = this.items.find((one) => one.id === id);
    if (item) Object.assign(item, merged);
  }

  find(key: string): Item | undefined {
    return this.items.find((item) => item.key === key);
  }

  byId(id: string): Item | undefined {
    return this.items.find((item) => item.id === id);
  }

  /** An own message, on the screen before it is at the hub. */
  add(key: string, text: string | undefined, files: Attachment[], at: Date, state: Item['state']): Item {
    const item: Item = { key, position: PENDING, mine: true, text, files, at, state };
    this.items.push(item);
    return item;
  }

  /** The hub has it. Its event may have come already, or comes later. */
  sent(key: string, id: string, position: number, at: string): void {
    const item = this.find(key);
    if (!item || item.position !== PENDING) return;
    Object.assign(item, { id, position, at: new Date(at), state: 'sent', problem: undefined, progress: undefined });
    this.sort();
  }

  remove(key: string): void {
    const at = this.items.findIndex((item) => item.key === key);
    if (at >= 0) this.items.splice(at, 1);
  }

  /** Their messages that the visitor has not seen. */
  unread(): Item[] {
    return this.items.filter((item) => !item.mine && !item.deleted && item.position > this.readUpTo);
  }

  /** Pending ones keep the order in which they were written: sorting is stable. */
  private sort(): void {
    this.items.sort((a, b) => (a.position === b.position ? 0 : a.position - b.position));
  }
}
