import { Suspense, lazy, useEffect, useState } from 'react';
import { t } from '../../shared/i18n';
import { Button, Combobox, Dialog } from '../../shared/ui';
import { accessOf, added, clicked, count, removed } from '../access';
import { copied } from '../copying';
import { changeChannel, staff, withDefault, type ChannelForm, type Employee } from '../form';
import { AccessTable } from './AccessTable';
import { Section, useFound, type SectionProps } from './section';

/** A phone's way to show it. */
const AccessLists = lazy(() => import('./AccessLists'));

const MANY = 20;

/** What the table and the phone's lists can do. */
export interface AccessActions {
  click: (channel: string, employee: string) => void;
  setDefault: (employee: string, channel: string | null) => void;
  addOne: (channel: ChannelForm) => void;
  addAll: (channels: string[]) => void;
  removeAll: (channels: string[]) => void;
  copy: ((channel: ChannelForm) => void) | null;
}

/** Section 4: who may read and write on which channel, and from which one they write first (R38–R46). */
export function Access(props: SectionProps) {
  const { form, known, onChange, onFill } = props;
  const [adding, setAdding] = useState<ChannelForm | null>(null);
  const [removing, setRemoving] = useState<string[] | null>(null);
  const narrow = useNarrow();
  const people = staff(known);
  const list = useFound(people);
  const channels = form.channels.filter((one) => one.ticked);
  const all = channels.map((one) => one.id);
  const everybody = people.map((one) => one.id);

  const remove = (ids: string[]) =>
    onFill(removed(form, ids), t('settings.removed', { n: count(form, ids) }), t('settings.giveBack'));
  const actions: AccessActions = {
    click: (channel, employee) => onChange(changeChannel(form, channel, (old) => clicked(old, employee))),
    setDefault: (employee, channel) => onChange(withDefault(form, employee, channel)),
    addOne: setAdding,
    addAll: (ids) => onFill(added(form, ids, everybody), t('settings.addedAll')),
    removeAll: (ids) => (count(form, ids) > MANY ? setRemoving(ids) : remove(ids)),
    copy:
      form.channels.length < 2
        ? null
        : (channel) => onFill(copied(form, channel, 'access'), t('settings.copied', { n: form.channels.length - 1 })),
  };

  return (
    <Section id="settings-access" head={t('settings.accessHead')} help={t('settings.accessHelp')}>
      {!channels.length ? (
        <p className="quiet">{t('settings.noneTicked')}</p>
      ) : (
        <>
          <div className="line-up wrap">
            <Button icon="plus" onClick={() => actions.addAll(all)}>
              {t('settings.addEverywhere')}
            </Button>
            <Button disabled={!count(form, all)} onClick={() => actions.removeAll(all)}>
              {t('settings.removeEverywhere')}
            </Button>
          </div>
          {list.search}
          {narrow ? (
            <Suspense fallback={null}>
              <AccessLists form={form} channels={channels} people={list.shown} all={people} actions={actions} />
            </Suspense>
          ) : (
            <AccessTable form={form} channels={channels} people={list.shown} actions={actions} />
          )}
          {list.none}
          {list.more}
        </>
      )}
      {adding && (
        <AddOne
          channel={form.channels.find((one) => one.id === adding.id) ?? adding}
          people={people}
          onAdd={(employee) => onChange(added(form, [adding.id], [employee]))}
          onClose={() => setAdding(null)}
        />
      )}
      {removing && (
        <Dialog
          title={t('settings.removeAsk', { n: count(form, removing) })}
          onClose={() => setRemoving(null)}
          actions={
            <>
              <Button onClick={() => setRemoving(null)}>{t('cancel')}</Button>
              <Button
                kind="danger"
                onClick={() => {
                  remove(removing);
                  setRemoving(null);
                }}
              >
                {t('remove')}
              </Button>
            </>
          }
        >
          <p>{t('settings.removeHelp')}</p>
        </Dialog>
      )}
    </Section>
  );
}

/** *Add an employee*: READ for somebody who has nothing yet; several one after the other. */
function AddOne(props: {
  channel: ChannelForm;
  people: Employee[];
  onAdd: (employee: string) => void;
  onClose: () => void;
}) {
  const { channel, people, onAdd, onClose } = props;
  const [given, setGiven] = useState<string[]>([]);
  return (
    <Dialog
      title={t('settings.addOneTo', { channel: channel.name })}
      onClose={onClose}
      actions={
        <Button kind="primary" onClick={onClose}>
          {t('settings.done')}
        </Button>
      }
    >
      <Combobox
        label={t('settings.addOne')}
        help={t('settings.addOneHelp')}
        value={null}
        options={people
          .filter((one) => accessOf(channel, one.id) === 'NONE')
          .map((one) => ({ value: one.id, text: one.name }))}
        onChange={(id) => {
          onAdd(id);
          setGiven((old) => [...old, people.find((one) => one.id === id)?.name ?? id]);
        }}
      />
      {given.length > 0 && <p role="status">{t('settings.added', { names: given.join(', ') })}</p>}
      <div className="settings-room" />
    </Dialog>
  );
}

function useNarrow(): boolean {
  const [query] = useState(() => matchMedia('(max-width: 760px)'));
  const [narrow, setNarrow] = useState(query.matches);
  useEffect(() => {
    const changed = () => setNarrow(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  return narrow;
}
