import { useRef, useState } from 'react';
import { t } from '../../shared/i18n';
import { Icon, IconButton, Tag } from '../../shared/ui';
import { mistakeBelow } from '../common';
import { pointer } from '../compare';
import { movedTo, staff } from '../form';
import { nextClients, queueOf, ranges } from '../turn';
import type { ChannelProps } from './section';
import { Weight } from './Weight';

const SLICE = 50;

/** Who gets the next clients, from where the turn stands; the order goes by drag, by buttons and by keys (R27–R32a). */
export default function TurnTable(props: ChannelProps) {
  const { known, channel, mistakes, change } = props;
  const { useWeights, weights } = channel.newClients;
  const [most, setMost] = useState(SLICE);
  const [said, setSaid] = useState('');
  const [held, setHeld] = useState<string | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const people = new Map(staff(known).map((one) => [one.id, one.name]));
  const ids = new Set(people.keys());
  const queue = queueOf(channel, ids).map((place) => place.employee);
  const numbers = nextClients(channel, ids, known.turns?.[channel.id]);

  const put = (employee: string, place: string | undefined, from?: HTMLElement) => {
    if (!place || place === employee) return;
    // At an end of the list the button that was pressed has nothing more to do: its neighbour takes the focus.
    if (from)
      setTimeout(() => {
        const row = from.closest('tr');
        if (from.matches(':disabled'))
          row?.querySelector<HTMLElement>('.settings-moves button:not(:disabled)')?.focus();
      });
    change((old) => movedTo(old, employee, place));
    setSaid(
      t('settings.movedTo', { name: people.get(employee) ?? '', n: queue.indexOf(place) + 1, all: queue.length }),
    );
  };
  const weigh = (employee: string, weight: number) =>
    change((old) => ({
      ...old,
      newClients: { ...old.newClients, weights: { ...old.newClients.weights, [employee]: weight } },
    }));

  return (
    <div className="stack">
      <div>
        <h3 id="settings-turn">{t('settings.nextClients')}</h3>
        <p className="quiet small">{t('settings.orderHelp')}</p>
      </div>
      <div className="settings-queue-frame">
        <table className="settings-queue" aria-labelledby="settings-turn">
          <thead>
            <tr>
              <th scope="col">{t('settings.employee')}</th>
              {useWeights && <th scope="col">{t('settings.weight')}</th>}
              <th scope="col">{t('settings.clients')}</th>
              <th scope="col">
                <span className="hidden-text">{t('settings.order')}</span>
              </th>
            </tr>
          </thead>
          <tbody
            ref={body}
            onPointerMove={(event) => {
              const over = held && document.elementFromPoint(event.clientX, event.clientY)?.closest('tr[data-id]');
              if (over && body.current?.contains(over)) put(held, over.getAttribute('data-id') ?? undefined);
            }}
            onPointerUp={() => setHeld(null)}
            onPointerCancel={() => setHeld(null)}
          >
            {queue.slice(0, most).map((id, index) => {
              const name = people.get(id) ?? id;
              const own = numbers.get(id) ?? [];
              const path = `/channels/${channel.id}/newClients/weights/${pointer(id)}`;
              return (
                <tr
                  key={id}
                  data-id={id}
                  className={held === id ? 'held' : undefined}
                  onKeyDown={(event) => {
                    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
                    event.preventDefault();
                    put(id, queue[index + (event.key === 'ArrowUp' ? -1 : 1)], event.target as HTMLElement);
                  }}
                >
                  <th scope="row">
                    <span className="line-up">
                      <span
                        className="settings-grip"
                        aria-hidden="true"
                        onPointerDown={(event) => {
                          event.preventDefault();
                          body.current?.setPointerCapture(event.pointerId);
                          setHeld(id);
                        }}
                      >
                        <Icon name="grip" size={18} />
                      </span>
                      <span className="line-up wrap">
                        {name}
                        {own[0] === 1 && <Tag tone="ok">{t('settings.next')}</Tag>}
                      </span>
                    </span>
                  </th>
                  {useWeights && (
                    <td className="settings-weight" data-path={path}>
                      <Weight
                        name={name}
                        value={weights[id] ?? 1}
                        error={mistakeBelow(mistakes, path)}
                        onChange={(weight) => weigh(id, weight)}
                      />
                    </td>
                  )}
                  <td className="number">{clientsText(own)}</td>
                  <td className="settings-moves">
                    <IconButton
                      icon="up"
                      label={t('settings.moveUp', { name })}
                      keys="Alt+ArrowUp"
                      disabled={index === 0}
                      onClick={(event) => put(id, queue[index - 1], event.currentTarget)}
                    />
                    <IconButton
                      icon="down"
                      label={t('settings.moveDown', { name })}
                      keys="Alt+ArrowDown"
                      disabled={index === queue.length - 1}
                      onClick={(event) => put(id, queue[index + 1], event.currentTarget)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {queue.length > most && (
        <button type="button" className="link-button" onClick={() => setMost(most + SLICE)}>
          {t('settings.showMore', { n: queue.length - most })}
        </button>
      )}
      <p className="hidden-text" role="status">
        {said}
      </p>
    </div>
  );
}

/** «клиент 3, клиент 4»; long blocks as a range. */
function clientsText(numbers: number[]): string {
  if (!numbers.length) return t('settings.clientsLater');
  return ranges(numbers)
    .flatMap(([from, to]) =>
      to - from > 2
        ? [t('settings.clientRange', { from, to })]
        : Array.from({ length: to - from + 1 }, (_, index) => t('settings.client', { n: from + index })),
    )
    .join(', ');
}
