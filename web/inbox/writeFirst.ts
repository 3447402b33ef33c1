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
    .filter(({ access, can }) => access === 'WRITE' && (can?.writeFirst === 'yes' || can?.writeFirst === 'template'))
    .sort((a, b) => Number(b.isDefault ?? false) - Number(a.isDefault ?? false));
}

export function canWriteFirst(): boolean {
  return channelsToWriteFirst().length > 0;
}
