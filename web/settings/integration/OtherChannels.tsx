import { t } from '../../shared/i18n';
import { Notice } from '../../shared/ui';
import { receives, staff, type ChannelForm, type Known } from '../form';
import type { SectionProps } from './section';

/** What is wanting on ticked channels that are not the chosen one: it would stay unseen. */
export function OtherChannels(
  props: Pick<SectionProps, 'form' | 'known'> & { chosen: string; onChoose: (id: string) => void },
) {
  const { form, known, chosen, onChoose } = props;
  const wanting = form.channels
    .filter((one) => one.ticked && one.id !== chosen)
    .map((channel) => ({ channel, what: wants(channel, known) }))
    .filter(({ what }) => what !== null);
  if (!wanting.length) return null;
  return (
    <Notice tone="warn" icon="warning">
      <ul className="stack-tight">
        {wanting.map(({ channel, what }) => (
          <li key={channel.id}>
            <button type="button" className="linklike" onClick={() => onChoose(channel.id)}>
              {channel.name}: {what}
            </button>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function wants(channel: ChannelForm, known: Known): string | null {
  const people = staff(known);
  if (!people.some((one) => one.id in channel.roles)) return t('settings.noRoles');
  return people.some((one) => receives(channel, one.id)) ? null : t('settings.nobodyReceives');
}
