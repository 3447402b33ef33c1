import { useMemo, useRef, useState } from 'react';
import { t } from '../../../shared/i18n';
import { Button, Check, Dialog, Notice, SelectField, Switch, toast } from '../../../shared/ui';
import { same } from '../../compare';
import {
  sliderOffBecause,
  staff,
  withRoles,
  withSlider,
  type ChannelForm,
  type Known,
  type RoleCode,
} from '../../form';
import { useFound } from '../section';
import { Worded } from './Worded';

const ROLES: RoleCode[] = ['seller', 'manager', 'auditor'];

interface Props {
  channel: ChannelForm;
  known: Known;
  onApply: (roles: ChannelForm['roles'], access: ChannelForm['access']) => void;
  onClose: () => void;
}

/** All employees of the CRM: role and slider on one channel. *Apply* writes to the form, *Done* closes (R11). */
export default function RolesWindow(props: Props) {
  return <Worded>{() => <Roles {...props} />}</Worded>;
}

function Roles(props: Props) {
  const { channel, known, onApply, onClose } = props;
  const [draft, setDraft] = useState(channel);
  const [bareOnly, setBareOnly] = useState(false);
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const [asking, setAsking] = useState(false);
  const changed = useMemo(() => !same([draft.roles, draft.access], [channel.roles, channel.access]), [draft, channel]);
  const people = staff(known);
  const list = useFound(bareOnly ? people.filter((one) => !draft.roles[one.id]) : people, 0);
  const all = list.found.length > 0 && list.found.every((one) => selected.has(one.id));

  const foot = useRef<HTMLSpanElement>(null);
  // With nothing left to apply, *Apply* is off and the focus goes to *Done*.
  const apply = () => {
    onApply(draft.roles, draft.access);
    toast(t('settings.applied'));
    setTimeout(() => foot.current?.querySelector<HTMLElement>('button:last-child:not(:disabled)')?.focus());
  };
  const assign = (role: string) => {
    setDraft((old) => withRoles(old, [...selected], (role === 'none' ? null : role) as RoleCode | null));
    setSelected(new Set());
  };
  const select = (ids: string[], on: boolean) =>
    setSelected((old) => new Set(on ? [...old, ...ids] : [...old].filter((one) => !ids.includes(one))));

  return (
    <>
      <Dialog
        title={t('settings.rolesOf', { channel: channel.name })}
        wide
        onClose={() => (changed ? setAsking(true) : onClose())}
        actions={
          <span ref={foot} className="line-up wrap">
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button kind={changed ? 'primary' : 'secondary'} disabled={!changed} onClick={apply}>
              {t('settings.apply')}
            </Button>
            <Button kind={changed ? 'secondary' : 'primary'} disabled={changed} onClick={onClose}>
              {t('settings.done')}
            </Button>
          </span>
        }
      >
        {!people.length && <Notice>{t('settings.noEmployees')}</Notice>}
        <details className="settings-which">
          <summary>{t('settings.whichRole')}</summary>
          <ul className="stack-tight">
            {(['responsible', 'everybody', 'one', 'control'] as const).map((one) => (
              <li key={one}>{t(`settings.which.${one}`)}</li>
            ))}
          </ul>
        </details>
        <div className="settings-tools">
          <div className="settings-tool">{list.search}</div>
          <Check label={t('settings.bareOnly')} checked={bareOnly} onChange={setBareOnly} />
        </div>
        <div className="settings-bulk">
          <Check
            label={t('settings.selected', { n: selected.size })}
            checked={all}
            disabled={!list.found.length}
            onChange={(on) =>
              select(
                list.found.map((one) => one.id),
                on,
              )
            }
          />
          <SelectField
            bare
            label={t('settings.assign')}
            value=""
            disabled={!selected.size}
            choices={[{ value: '', text: t('settings.assign') }, ...roleChoices('none')]}
            onChange={assign}
          />
        </div>
        <div className="settings-role settings-role-heads quiet small" aria-hidden="true">
          <span>{t('settings.employee')}</span>
          <span>{t('settings.path.roles')}</span>
          <span>{t('settings.receives')}</span>
        </div>
        <ul className="settings-roles">
          {list.shown.map((one) => (
            <Person
              key={one.id}
              id={one.id}
              name={one.name}
              channel={draft}
              selected={selected.has(one.id)}
              onSelect={(on) => select([one.id], on)}
              onRole={(role) => setDraft((old) => withRoles(old, [one.id], role))}
              onSlider={(on) => setDraft((old) => withSlider(old, one.id, on))}
            />
          ))}
        </ul>
        {list.none}
        {list.more}
        <p className="quiet small">{t('settings.someoneMissing')}</p>
      </Dialog>
      {asking && (
        <Dialog
          title={t('settings.applyAsk')}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button onClick={() => setAsking(false)}>{t('settings.applyBack')}</Button>
              <Button onClick={onClose}>{t('settings.applyNot')}</Button>
              <Button
                kind="primary"
                onClick={() => {
                  apply();
                  onClose();
                }}
              >
                {t('settings.apply')}
              </Button>
            </>
          }
        >
          <p>{t('settings.applyHelp')}</p>
        </Dialog>
      )}
    </>
  );
}

function roleChoices(none: string) {
  return [
    ...ROLES.map((one) => ({ value: one as string, text: t(`settings.role.${one}`) })),
    { value: none, text: t('settings.role.none') },
  ];
}

function Person(props: {
  id: string;
  name: string;
  channel: ChannelForm;
  selected: boolean;
  onSelect: (on: boolean) => void;
  onRole: (role: RoleCode | null) => void;
  onSlider: (on: boolean) => void;
}) {
  const { id, name, channel, selected, onSelect, onRole, onSlider } = props;
  const role = channel.roles[id];
  const off = sliderOffBecause(channel, id);
  return (
    <li className="settings-role">
      <Check label={name} checked={selected} onChange={onSelect} />
      <div>
        <SelectField
          bare
          label={t('settings.roleOf', { name })}
          value={role?.role ?? ''}
          choices={roleChoices('')}
          onChange={(next) => onRole((next || null) as RoleCode | null)}
        />
        <p className="quiet small">{t(`settings.roleHelp.${role?.role ?? 'none'}`)}</p>
      </div>
      <div className="line-up">
        <Switch
          label={t('settings.receives')}
          bare={t('settings.receivesOf', { name })}
          checked={!off && !!role?.receivesNewClients}
          disabled={!!off}
          reason={off ? t(`settings.slider.${off}`) : undefined}
          onChange={onSlider}
        />
        <span className="quiet small" aria-hidden="true">
          {off ? t(`settings.slider.${off}`) : t('settings.receives')}
        </span>
      </div>
    </li>
  );
}
