/** On which channel an answer goes out (R45), and whether the messenger lets one write now. */
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import type { ChannelRow, ChatRow } from '../../shared/types';
import { byPhone } from '../writeFirst';

export interface AnswerChannel {
  channel: ChannelRow;
  /** Why it cannot be used for this client. */
  reason: string | null;
}

/** The chat's own channel unless another one was chosen. */
export function answerChannel(chat: ChatRow, chosen: string | null): ChannelRow | undefined {
  return parley.store.channels.get(chosen ?? chat.channel);
}

/** Channels with WRITE: usable ones first, the others with the reason. */
export function answerChannels(chat: ChatRow): AnswerChannel[] {
  return [...parley.store.channels.values()]
    .filter((channel) => channel.access === 'WRITE' || channel.id === chat.channel)
    .map((channel) => ({ channel, reason: reasonAgainst(channel, chat) }))
    .sort(
      (a, b) =>
        Number(b.channel.id === chat.channel) - Number(a.channel.id === chat.channel) ||
        Number(!!a.reason) - Number(!!b.reason),
    );
}

function reasonAgainst(channel: ChannelRow, chat: ChatRow): string | null {
  if (channel.id === chat.channel) return null;
  const reachable = channel.network === chat.network || (byPhone(channel.network) && !!chat.address.phone);
  if (!reachable) return t('channel.noAddress');
  if (channel.can?.writeFirst === 'no' || channel.can?.writeFirst === 'after_client') return t('channel.clientFirst');
  if (channel.can?.writeFirst === 'template') return t('channel.templateFirst');
  return null;
}

/** `open`, `closed`, or the milliseconds left once four hours or less remain. */
export function windowOf(chat: ChatRow, channel: ChannelRow | undefined, now = Date.now()): 'open' | 'closed' | number {
  const hours = channel?.can?.windowHours;
  if (!hours || channel?.id !== chat.channel) return 'open';
  const thread = parley.store.thread(chat.id);
  const last = thread?.rows.findLast((row) => !row.out && row.kind !== 'system');
  const at = last?.at ?? (chat.last && !chat.last.out ? chat.last.at : null);
  // A client who was written to first has not opened it yet.
  if (!at) return thread?.loaded && !thread.moreBefore ? 'closed' : 'open';
  const left = Date.parse(at) + hours * 3_600_000 - now;
  if (left <= 0) return 'closed';
  return left <= 4 * 3_600_000 ? left : 'open';
}
