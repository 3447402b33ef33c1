/** Writing first (R45): the channels on which one may begin, the default one first. */
import { parley } from '../shared/parley';
import type { ChannelRow } from '../shared/types';

/** Networks that reach a client by a phone number. */
const BY_PHONE = new Set(['whatsapp', 'telegram', 'viber', 'max', 'sms']);

export function byPhone(network: string): boolean {
  return BY_PHONE.has(network);
}

export function channelsToWriteFirst(): ChannelRow[] {
  return [...parley.store.channels.values()]
    .filter((channel) => channel.access === 'WRITE' && channel.can?.writeFirst === 'yes')
    .sort((a, b) => Number(b.isDefault ?? false) - Number(a.isDefault ?? false));
}

export function canWriteFirst(): boolean {
  return channelsToWriteFirst().length > 0;
}
