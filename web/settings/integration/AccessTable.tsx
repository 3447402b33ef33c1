import { useEffect, useRef } from 'react';
import { t } from '../../shared/i18n';
import { Menu } from '../../shared/ui';
import { count } from '../access';
import type { ChannelForm, Document, Employee } from '../form';
import type { AccessActions } from './Access';
import { AccessCell } from './AccessCell';

/** Employees down, channels across; names and heads stay in sight, a shadow shows where it goes on. */
export function AccessTable(props: {
  form: Document;
  channels: ChannelForm[];
  people: Employee[];
  actions: AccessActions;
}) {
  const { form, channels, people, actions } = props;
  const frame = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const box = frame.current;
    if (!box) return;
    const look = () => {
      box.dataset.before = String(box.scrollLeft > 1);
      box.dataset.behind = String(box.scrollLeft + box.clientWidth < box.scrollWidth - 1);
    };
    look();
    box.addEventListener('scroll', look, { passive: true });
    const watcher = new ResizeObserver(look);
    watcher.observe(box);
    return () => {
      box.removeEventListener('scroll', look);
      watcher.disconnect();
    };
  }, [channels.length]);
  return (
    <div className="settings-matrix-frame">
      <div
        ref={frame}
        className="settings-matrix scroller"
        role="region"
        aria-label={t('settings.accessTable')}
        tabIndex={0}
      >
        <table>
          <thead>
            <tr>
              <th scope="col">{t('settings.employee')}</th>
              {channels.map((channel) => (
                <th key={channel.id} scope="col">
                  <span className="line-up">
                    <span className="grow">{channel.name}</span>
                    <Menu
                      label={t('settings.channelMenu', { channel: channel.name })}
                      items={() => [
                        { text: t('settings.addOne'), icon: 'plus', run: () => actions.addOne(channel) },
                        { text: t('settings.addAll'), icon: 'people', run: () => actions.addAll([channel.id]) },
                        ...(actions.copy
                          ? [
                              {
                                text: t('settings.copyToAll'),
                                icon: 'copy' as const,
                                run: () => actions.copy?.(channel),
                              },
                            ]
                          : []),
                        {
                          text: t('settings.removeAll'),
                          icon: 'trash',
                          danger: true,
                          disabled: !count(form, [channel.id]),
                          run: () => actions.removeAll([channel.id]),
                        },
                      ]}
                    />
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((employee) => (
              <tr key={employee.id}>
                <th scope="row">{employee.name}</th>
                {channels.map((channel) => (
                  <td key={channel.id}>
                    <AccessCell
                      form={form}
                      channel={channel}
                      employee={employee}
                      onAccess={() => actions.click(channel.id, employee.id)}
                      onDefault={(on) => actions.setDefault(employee.id, on ? channel.id : null)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
