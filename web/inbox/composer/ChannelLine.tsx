import { t } from '../../shared/i18n';
import type { ChannelRow, ChatRow } from '../../shared/types';
import { Icon, Menu } from '../../shared/ui';
import { transportName } from '../names';
import { answerChannels } from './channel';

/** Says quietly where an answer goes; a reply needs no choice (R45). */
export function ChannelLine(props: {
  chat: ChatRow;
  from: ChannelRow | undefined;
  chosen: string | null;
  onChoose: (channel: string | null) => void;
}) {
  const { chat, from, chosen, onChoose } = props;
  if (!from) return null;
  const others = answerChannels(chat);
  const down = from.state !== 'CONNECTED' && from.state !== 'connected';
  const changed = chosen !== null && chosen !== chat.channel;
  return (
    <span className={down ? 'channel-line down' : 'channel-line'}>
      {down && <Icon name="warning" size={14} />}
      {!down && !changed && <span className="one-line only-phone">{from.name}</span>}
      <span className={down || changed ? 'one-line' : 'one-line not-phone'}>
        {down
          ? t('problem.channel_down', { channel: from.name })
          : changed
            ? t('composer.seenFrom', { address: from.address ?? from.name })
            : t('composer.from', { channel: from.name })}
      </span>
      {others.length > 1 && (
        <Menu
          label={t('composer.change')}
          className="link-button channel-change"
          items={() =>
            others.map(({ channel, reason }) => ({
              text: `${transportName(channel.transport)} · ${channel.name}`,
              note: reason ?? channel.address ?? undefined,
              checked: channel.id === from.id,
              disabled: !!reason,
              run: () => onChoose(channel.id === chat.channel ? null : channel.id),
            }))
          }
        >
          {t('composer.change')}
        </Menu>
      )}
    </span>
  );
}
