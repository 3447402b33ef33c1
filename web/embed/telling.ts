/** What the page around is told of what happens in the window (UX 16.4, and the events of the public API). */
import { parley } from '../shared/parley';
import type { Entity, Inside } from '../shared/inside';
import type { Op } from '../shared/store';
import type { ChatRow, MessageRow } from '../shared/types';
import { knownCard } from '../inbox/card/cards';
import { chatName } from '../inbox/names';
import { notice, worthTelling } from '../inbox/notify';
import { openId } from '../inbox/open';
import type { Parent } from './parent';
import type { Opened } from './session';

export class Telling implements Inside {
  readonly scope: 'global' | 'card';
  private readonly kinds = new Map<string, ChatRow['kind']>();
  private readonly sent = new Set<string>();
  private readonly told = new Map<string, string>();
  private static stop: () => void = () => undefined;

  constructor(
    private readonly parent: Parent,
    private readonly opened: Opened,
  ) {
    this.scope = opened.scope;
  }

  /** A window that was let in anew tells once, not twice. */
  start(): void {
    Telling.stop();
    const counter = () =>
      this.parent.say('counter', { red: parley.store.counters.red, grey: parley.store.counters.grey });
    const stops = [
      parley.store.on('counters', counter),
      parley.router.on(() => this.parent.say('navigate', { chat: this.named(openId()) })),
    ];
    Telling.stop = () => stops.forEach((stop) => stop());
    for (const row of parley.store.chats.values()) {
      this.kinds.set(row.id, row.kind);
      if (row.last) this.told.set(row.id, row.last.at);
    }
    parley.onNews = (ops) => this.hear(ops);
    counter();
  }

  opens(entity: Entity, chat: ChatRow): boolean {
    this.parent.say('open-entity', { kind: entity.kind, id: entity.id, url: entity.url, chat: this.where(chat) });
    const told = this.opened.options.useDealsEvents && entity.kind === 'deal';
    if (told) {
      const { id, name, url, closed } = entity;
      this.parent.event('WZ_OPEN_ENTITY', {
        ...this.whose(chat),
        entity: { id, name, link: url, closed, responsibleUserName: parley.store.me?.name ?? '' },
      });
    }
    return told;
  }

  creates(kind: 'deal' | 'contact', chat: ChatRow): boolean {
    const contact = knownCard(chat.id)?.contact?.id ?? null;
    this.parent.say('create-entity', { kind, chat: this.where(chat), contact });
    const events = this.opened.options.useDealsEvents && !this.opened.createdByWebhook;
    if (events) this.parent.event('WZ_CREATE_ENTITY', this.whose(chat));
    return events;
  }

  private hear(ops: Op[]): void {
    for (const op of ops) if ('put' in op && op.put === 'messages') this.message(op.row as unknown as MessageRow);
    for (const chat of worthTelling(ops, this.told, Date.now()))
      this.parent.say('notify', { ...notice(chat), chat: this.where(chat) });
    for (const op of ops)
      if ('put' in op && op.put === 'chats') this.kinds.set(op.row.id, (op.row as unknown as ChatRow).kind);
  }

  private message(row: MessageRow): void {
    const mine = row.out && row.via === 'parley' && row.by?.id === parley.store.me?.employee;
    const chat = parley.store.chats.get(row.chat);
    if (!mine || !chat || this.sent.has(row.id)) return;
    this.sent.add(row.id);
    this.parent.say('message-sent', { chat: this.where(chat), message: row.id });
    // What the client was before this answer made him somebody's.
    if (this.kinds.get(row.chat) !== 'new') return;
    this.parent.say('need-contact', { chat: this.where(chat), name: chatName(chat) });
    if (this.opened.options.useMessageEvents && !this.opened.createdByWebhook)
      this.parent.event('WZ_CREATE_CONTACT', { ...this.whose(chat), name: chatName(chat) });
  }

  private named(id: string | null) {
    const chat = id ? parley.store.chats.get(id) : undefined;
    return chat ? this.where(chat) : null;
  }

  private where(chat: ChatRow) {
    const channelId = this.opened.channels[chat.channel] ?? chat.channel;
    return { chatType: chat.network, chatId: chat.address.id, channelId };
  }

  private whose(chat: ChatRow) {
    return {
      ...this.where(chat),
      userId: parley.store.me?.employee ?? '',
      integrationId: parley.store.boot?.integration?.id ?? '',
    };
  }
}
