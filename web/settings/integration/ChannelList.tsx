import { ofTexts, t } from '../../shared/i18n';
import { useKey } from '../../shared/hooks';
import { useLoaded } from '../../shared/loaded';
import { parley } from '../../shared/parley';
import type { ChannelRow, ChannelType } from '../../shared/types';
import { ChannelTag, Check, Notice, Tag, TextField } from '../../shared/ui';
import { mistakeBelow, stateText } from '../common';
import { changeChannel, type ChannelForm } from '../form';
import { Section, type SectionProps } from './section';

/** Section 1: which channels go to the CRM, and what they are called (R1, R9). */
export function ChannelList(props: SectionProps & { id: string }) {
  const { form } = props;
  useKey('channels');
  const types = useLoaded<{ rows: ChannelType[] }>('/channel-types');
  const typeOf = (row: ChannelRow | undefined) => types.value?.rows.find((one) => one.type === row?.type);
  return (
    <Section id="settings-channels" head={t('settings.channels')} help={t('settings.channelsHelp')}>
      {!form.channels.length && (
        <Notice>
          {t('settings.noChannels')} <a href="/app/channels">{t('settings.connect')}</a>
        </Notice>
      )}
      <ul className="settings-list">
        {form.channels.map((channel) => {
          const row = parley.store.channels.get(channel.id);
          return <Row key={channel.id} {...props} channel={channel} row={row} type={typeOf(row)} />;
        })}
      </ul>
      {form.channels.length > 0 && !form.channels.some((one) => one.ticked) && (
        <Notice tone="warn" icon="warning">
          {t('settings.noneTicked')}
        </Notice>
      )}
    </Section>
  );
}

function Row(props: SectionProps & { id: string; channel: ChannelForm; row?: ChannelRow; type?: ChannelType }) {
  const { form, id, channel, row, type, mistakes, onChange } = props;
  const path = `/channels/${channel.id}`;
  const elsewhere = row?.integration && row.integration !== id ? row.integration : null;
  const transport = type ? ofTexts(type.name) : (row?.transport ?? '');
  const set = (change: Partial<ChannelForm>) =>
    onChange(changeChannel(form, channel.id, (old) => ({ ...old, ...change })));
  return (
    <li className="settings-channel" data-path={path}>
      <Check
        label={<span className="hidden-text">{t('settings.tick', { channel: channel.name })}</span>}
        checked={channel.ticked && !elsewhere}
        disabled={!!elsewhere}
        onChange={(ticked) => set({ ticked })}
      />
      <div className="settings-transport small">
        {row?.tag && <ChannelTag letters={row.tag.letters} colour={row.tag.colour} name={transport} />}
        <span className="quiet">{[transport, row?.address].filter(Boolean).join(' · ')}</span>
      </div>
      <div data-path={`${path}/name`}>
        <TextField
          bare
          label={t('settings.channelName')}
          value={channel.name}
          maxLength={60}
          error={mistakeBelow(mistakes, `${path}/name`) ?? mistakes[`${path}/ticked`]}
          onChange={(name) => set({ name })}
        />
      </div>
      <div className="settings-where">
        {elsewhere && <Tag tone="warn">{t('settings.elsewhere', { integration: elsewhere })}</Tag>}
        {row && <Tag tone={row.state === 'connected' ? 'ok' : 'warn'}>{stateText(row)}</Tag>}
      </div>
    </li>
  );
}
