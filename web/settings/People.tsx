import { useState } from 'react';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { Avatar, Check, IconButton, Notice, SelectField, Switch, TextField } from '../shared/ui';
import type { AccessLevel } from '../shared/types';
import { mistakeBelow } from './common';
import {
  changeChannel,
  mayWrite,
  moved,
  pointer,
  settled,
  sliderOffBecause,
  turnOrder,
  withAccess,
  withRole,
  withSlider,
  writableChannels,
  type ChannelForm,
  type Document,
  type Known,
  type RoleCode,
} from './form';

interface Props {
  form: Document;
  known: Known;
  channel: ChannelForm;
  mistakes: Record<string, string>;
  onChange: (form: Document) => void;
}

const ROLES: RoleCode[] = ['seller', 'manager', 'auditor'];
const MANY = 10;

/** Who does what on this channel: role, slider, access, default channel, and the place in the turn. */
export function People(props: Props) {
  const { form, known, channel, mistakes, onChange } = props;
  const [wanted, setWanted] = useState('');
  const change = (how: (channel: ChannelForm) => ChannelForm) => onChange(changeChannel(form, channel.id, how));
  const byTurn = channel.newClients.algorithm === 'BY_TURN';
  const order = turnOrder(channel);
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  const people = known.employees
    .filter((one) => one.active !== false)
    .toSorted((a, b) => (byTurn ? place(a.id) - place(b.id) : 0))
    .filter((one) => one.name.toLocaleLowerCase().includes(wanted.toLocaleLowerCase()));
  const someone = Object.keys(channel.roles).length > 0;
  const receives = Object.keys(channel.roles).some(
    (id) => channel.roles[id]?.receivesNewClients && mayWrite(channel, id),
  );

  return (
    <section className="panel" aria-labelledby="settings-people">
      <h2 id="settings-people">{t('settings.people')}</h2>
      <p className="quiet">{t('settings.peopleHelp')}</p>
      {!someone && <Notice tone="warn">{t('settings.noRoles')}</Notice>}
      {someone && !receives && channel.ticked && <Notice tone="warn">{t('settings.nobodyReceives')}</Notice>}
      {known.employees.length > MANY && (
        <TextField type="search" label={t('settings.findEmployee')} value={wanted} onChange={setWanted} />
      )}
      <ul className="settings-people">
        {people.map((employee) => (
          <Person
            key={employee.id}
            {...props}
            employee={employee}
            change={change}
            places={byTurn ? { at: order.indexOf(employee.id), of: order.length } : null}
            mistakes={mistakes}
          />
        ))}
      </ul>
      {!known.employees.length && <Notice>{t('settings.noEmployees')}</Notice>}
    </section>
  );
}

function Person(
  props: Props & {
    employee: { id: string; name: string };
    change: (how: (channel: ChannelForm) => ChannelForm) => void;
    places: { at: number; of: number } | null;
  },
) {
  const { form, channel, employee, change, places, mistakes, onChange } = props;
  const { id, name } = employee;
  const path = `/channels/${channel.id}`;
  const role = channel.roles[id];
  const access = channel.access[id] ?? 'NONE';
  const off = sliderOffBecause(channel, id);
  const writable = writableChannels(form, id);
  const isDefault = form.defaultChannel[id] === channel.id;
  const wrongDefault = isDefault ? mistakeBelow(mistakes, `/defaultChannel/${pointer(id)}`) : undefined;
  const inTurn = places !== null && places.at >= 0;

  return (
    <li className="settings-person">
      <div className="settings-name">
        <Avatar id={id} name={name} size="small" />
        <span className="grow">{name}</span>
        {inTurn && (
          <span className="settings-moves">
            <IconButton
              icon="up"
              label={t('settings.moveUp', { name })}
              disabled={places.at === 0}
              onClick={() => change((old) => moved(old, id, -1))}
            />
            <IconButton
              icon="down"
              label={t('settings.moveDown', { name })}
              disabled={places.at === places.of - 1}
              onClick={() => change((old) => moved(old, id, 1))}
            />
          </span>
        )}
      </div>
      <SelectField
        label={t('settings.role')}
        value={role?.role ?? ''}
        help={t(`settings.roleHelp.${role?.role ?? 'none'}`)}
        error={mistakeBelow(mistakes, `${path}/roles/${pointer(id)}`)}
        choices={[
          { value: '', text: t('settings.role.none') },
          ...ROLES.map((one) => ({ value: one, text: t(`settings.role.${one}`) })),
        ]}
        onChange={(next) => change((old) => withRole(old, id, (next || null) as RoleCode | null))}
      />
      <SelectField
        label={t('settings.access')}
        value={access}
        error={mistakeBelow(mistakes, `${path}/access/${pointer(id)}`)}
        help={ceiling(role?.role, access)}
        choices={(['NONE', 'READ', 'WRITE'] as const).map((one) => ({ value: one, text: t(`settings.access.${one}`) }))}
        onChange={(next) => change((old) => withAccess(old, id, next as AccessLevel))}
      />
      <div className="stack-tight">
        <Switch
          label={t('settings.receives')}
          checked={!!role?.receivesNewClients && !off}
          disabled={!!off}
          reason={off ? t(`settings.slider.${off}`) : undefined}
          onChange={(on) => change((old) => withSlider(old, id, on))}
        />
        {mayWrite(channel, id) && (
          <Check
            label={t('settings.default')}
            help={writable.length === 1 ? t('settings.defaultOnly') : undefined}
            checked={isDefault}
            disabled={writable.length === 1}
            onChange={(on) => {
              const { [id]: _, ...others } = form.defaultChannel;
              onChange(settled({ ...form, defaultChannel: on ? { ...others, [id]: channel.id } : others }));
            }}
          />
        )}
      </div>
      {wrongDefault && <p className="error-text">{wrongDefault}</p>}
      {inTurn && channel.newClients.useWeights && (
        <TextField
          type="number"
          min={1}
          max={100}
          label={t('settings.weight')}
          value={String(channel.newClients.weights[id] ?? 1)}
          error={mistakeBelow(mistakes, `${path}/newClients/weights/${pointer(id)}`)}
          onChange={(typed) =>
            change((old) => ({
              ...old,
              newClients: {
                ...old.newClients,
                weights: { ...old.newClients.weights, [id]: Math.trunc(Number(typed)) || 0 },
              },
            }))
          }
        />
      )}
      {parley.store.me?.employee === id && form.globalChat.administrators.includes(id) && (
        <p className="quiet small">{t('settings.selfAdministrator')}</p>
      )}
    </li>
  );
}

function ceiling(role: RoleCode | undefined, access: AccessLevel): string | undefined {
  return role === 'auditor' && access === 'WRITE' ? t('settings.ceiling.auditor') : undefined;
}
