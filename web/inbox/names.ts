/** How chats, channels and messages are called on the screen. */
import { t, text } from '../shared/i18n';
import { parley } from '../shared/parley';
import { showPhone } from '../shared/phone';
import type { Address, ChannelRow, ChatRow, Deal, LastMessage, Person, Reason } from '../shared/types';
import { dateAndTime } from '../shared/time';

export function addressOf(address: Address): string {
  if (address.phone) return showPhone(address.phone);
  if (address.username) return `@${address.username.replace(/^@/, '')}`;
  return shortId(address.id);
}

/** Random ids are no names, but their beginning tells two visitors apart. */
export function shortId(id: string): string {
  return /^[\w-]{21,}$/.test(id) ? `#${id.slice(0, 6).toUpperCase()}` : id;
}

export function chatName(row: ChatRow): string {
  return row.name || addressOf(row.address);
}

/** For the avatar of somebody without a name: the last two digits tell two numbers apart. */
export function avatarName(row: ChatRow): string {
  return (
    row.name ||
    addressOf(row.address)
      .replace(/[^\p{L}\p{N}]/gu, '')
      .slice(-2)
  );
}

export function channelOf(row: ChatRow): ChannelRow | undefined {
  return parley.store.channels.get(row.channel);
}

const TRANSPORTS: Record<string, string> = {
  whatsapp: 'WhatsApp',
  wapi: 'WABA',
  waba: 'WABA',
  telegram: 'Telegram Bot',
  tgapi: 'Telegram',
  instagram: 'Instagram',
  facebook: 'Facebook',
  vk: 'VK',
  max: 'MAX',
  maxbot: 'MAX Bot',
  avito: 'Avito',
  viber: 'Viber',
  email: 'E-mail',
  sms: 'SMS',
};

/** The transport's own name: `WhatsApp`. */
export function transportName(transport: string | undefined): string {
  if (!transport) return '';
  if (transport === 'web' || transport === 'webchat') return t('chat.web');
  return TRANSPORTS[transport] ?? transport.charAt(0).toUpperCase() + transport.slice(1);
}

export function networkName(network: string): string {
  return network === 'telegram' ? 'Telegram' : transportName(network);
}

export function channelWords(row: ChatRow): string {
  const channel = channelOf(row);
  return [transportName(channel?.transport ?? row.network), channel?.name].filter(Boolean).join(', ');
}

export function names(people: Person[]): string {
  return people.map((person) => person.name).join(', ');
}

export function isMe(person: Person | string | null | undefined): boolean {
  const { me } = parley.store;
  return !!me && !!person && typeof person !== 'string' && person.id === me.employee;
}

/** What a message says, in one line and without its form. */
export function lineOf(message: Pick<LastMessage, 'kind' | 'text'>): string {
  const plain = message.text?.replace(/\s+/g, ' ').trim();
  if (message.kind === 'text' || message.kind === 'template' || message.kind === 'system') return plain ?? '';
  const kind = t(`kind.${message.kind}`);
  return plain ? `${kind}: ${plain}` : kind;
}

/** A reason of the access function (R42) in words; its code when this client is older than the server. */
export function reasonText({ code, args }: Reason): string {
  return text(`why.${code}`, readable(args)) ?? code;
}

/** Arguments as the texts want them: instants become times. */
export function readable(args: Reason['args']): Reason['args'] {
  return Object.fromEntries(
    Object.entries(args ?? {}).map(([key, value]) => [
      key,
      typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value) ? dateAndTime(value) : value,
    ]),
  );
}

export function dealState(deal: Deal): string {
  return t(`deal.${deal.state}`);
}
