import { t } from '../../shared/i18n';
import { Button } from '../../shared/ui';
import { accessOf, count } from '../access';
import type { ChannelForm, Document, Employee } from '../form';
import type { AccessActions } from './Access';
import { AccessCell } from './AccessCell';

/** The table on a phone: one list per channel, with the buttons for many at its head. */
export default function AccessLists(props: {
  form: Document;
  channels: ChannelForm[];
  /** Those that the search has found. */
  people: Employee[];
  all: Employee[];
  actions: AccessActions;
}) {
  const { form, channels, people, all, actions } = props;
  return (
    <div className="stack">
      {channels.map((channel) => (
        <details key={channel.id} className="settings-fold">
          <summary>
            <span>
              {channel.name}
              <span className="quiet small settings-fold-sum">{sums(channel, all)}</span>
            </span>
          </summary>
          <div className="line-up wrap">
            <Button icon="plus" onClick={() => actions.addOne(channel)}>
              {t('settings.addOne')}
            </Button>
            <Button onClick={() => actions.addAll([channel.id])}>{t('settings.addAll')}</Button>
            <Button disabled={!count(form, [channel.id])} onClick={() => actions.removeAll([channel.id])}>
              {t('settings.removeAll')}
            </Button>
            {actions.copy && <Button onClick={() => actions.copy?.(channel)}>{t('settings.copyToAll')}</Button>}
          </div>
          <ul className="settings-list">
            {people.map((employee) => (
              <li key={employee.id} className="settings-access-row">
                <span>{employee.name}</span>
                <AccessCell
                  form={form}
                  channel={channel}
                  employee={employee}
                  onAccess={() => actions.click(channel.id, employee.id)}
                  onDefault={(on) => actions.setDefault(employee.id, on ? channel.id : null)}
                />
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}

function sums(channel: ChannelForm, people: Employee[]): string {
  return (['WRITE', 'READ', 'NONE'] as const)
    .map((level) =>
      t('settings.accessSum', {
        value: t(`settings.access.${level}`),
        n: people.filter((one) => accessOf(channel, one.id) === level).length,
      }),
    )
    .join(' · ');
}
