import { useState } from 'react';
import { t } from '../../shared/i18n';
import { readPhone, showPhone } from '../../shared/phone';
import { Notice, SelectField, Switch, TextField } from '../../shared/ui';
import { mistakeBelow } from '../common';
import { pointer } from '../compare';
import { staff, withDefault, withoutDefault, writableChannels } from '../form';
import { Section, useFound, type SectionProps } from './section';
import { listed } from './words';

/** Section 7: phones, notifications of managers, default channels; for all channels at once (R43–R46, R52–R56). */
export function Advanced(props: SectionProps) {
  const { form, onChange } = props;
  const managers = form.channels.some((one) => Object.values(one.roles).some((role) => role.role === 'manager'));
  return (
    <Section id="settings-advanced" head={t('settings.advanced')} help={t('settings.advancedHelp')}>
      <div className="settings-block">
        <Switch
          label={t('settings.eight')}
          checked={form.eightIsSeven}
          onChange={(eightIsSeven) => onChange({ ...form, eightIsSeven })}
        />
        <p className="quiet">{t('settings.eightHelp')}</p>
        {form.eightIsSeven ? (
          <Notice tone="warn" icon="warning">
            {t('settings.eightAsia')}
          </Notice>
        ) : (
          <Notice>{t('settings.eightOff')}</Notice>
        )}
        <NumberCheck eightIsSeven={form.eightIsSeven} />
      </div>
      <div className="settings-block">
        <Switch
          label={t('settings.notifyManagers')}
          checked={form.notifyManagers}
          onChange={(notifyManagers) => onChange({ ...form, notifyManagers })}
        />
        <p className="quiet">{t('settings.notifyManagersHelp')}</p>
        {!managers && <p className="quiet">{t('settings.noManagers')}</p>}
      </div>
      <DefaultChannels {...props} />
    </Section>
  );
}

/** How a number would be read with the form as it is now (R52, R54). */
function NumberCheck({ eightIsSeven }: { eightIsSeven: boolean }) {
  const [typed, setTyped] = useState('');
  const phone = readPhone(typed, eightIsSeven);
  return (
    <div className="settings-number">
      <TextField type="tel" label={t('settings.checkNumber')} value={typed} autoComplete="off" onChange={setTyped} />
      <p role="status">
        {typed.trim() &&
          (phone ? t('settings.numberIs', { typed: typed.trim(), phone: showPhone(phone) }) : t('settings.notANumber'))}
      </p>
    </div>
  );
}

/** The same value as the green tick of the access table. */
function DefaultChannels({ form, known, mistakes, onChange }: SectionProps) {
  const people = staff(known).filter(
    (one) => form.defaultChannel[one.id] || form.channels.some((channel) => one.id in channel.roles),
  );
  const list = useFound(people);
  const missing = withoutDefault(form);
  return (
    <div className="settings-block" data-path="/defaultChannel">
      <h3>{t('settings.defaults')}</h3>
      <p className="quiet">{t('settings.defaultsHelp')}</p>
      {missing.length > 0 && (
        <Notice tone="warn" icon="warning">
          {t('settings.withoutDefault', { names: listed(missing, known) })}
        </Notice>
      )}
      {list.search}
      <ul className="settings-defaults">
        {list.shown.map(({ id, name }) => {
          const writable = writableChannels(form, id);
          const path = `/defaultChannel/${pointer(id)}`;
          const error = mistakeBelow(mistakes, path);
          return (
            <li key={id} data-path={path}>
              <span>{name}</span>
              {writable.length > 1 || error ? (
                <SelectField
                  bare
                  label={t('settings.defaultOf', { name })}
                  value={form.defaultChannel[id] ?? ''}
                  error={error}
                  choices={[
                    { value: '', text: t('settings.notChosen') },
                    ...form.channels
                      .filter((one) => writable.includes(one.id))
                      .map((one) => ({ value: one.id, text: one.name })),
                  ]}
                  onChange={(channel) => onChange(withDefault(form, id, channel || null))}
                />
              ) : (
                <span className="quiet">
                  {writable.length
                    ? `${form.channels.find((one) => one.id === writable[0])?.name ?? ''} · ${t('settings.defaultOnly')}`
                    : t('settings.defaultNone')}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {list.none}
      {list.more}
    </div>
  );
}
