import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { Button, Check, Combobox, Notice, Switch, Tag } from '../shared/ui';
import type { SectionProps } from './ChannelSections';
import type { Timeline } from './form';

const MODES: Timeline[] = ['EACH', 'HOURLY', 'DAILY', 'OFF'];

/** Sections 5 to 7: what holds for all channels of the integration (R10). */
export function IntegrationSections({ form, known, onChange }: SectionProps) {
  const { globalChat } = form;
  const name = (id: string) => known.employees.find((one) => one.id === id)?.name ?? id;
  const zone = parley.store.boot?.account.zone ?? '';
  const managers = form.channels.some((one) => Object.values(one.roles).some((role) => role.role === 'manager'));
  const administer = (administrators: string[]) => onChange({ ...form, globalChat: { ...globalChat, administrators } });

  return (
    <>
      <section className="panel" aria-labelledby="settings-global">
        <h2 id="settings-global">{t('settings.global')}</h2>
        <p className="quiet">{t('settings.globalHelp')}</p>
        <fieldset className="settings-choice">
          <legend className="hidden-text">{t('settings.global')}</legend>
          {(['OWN_AND_COMMON', 'ALL'] as const).map((mode) => (
            <Check
              key={mode}
              type="radio"
              name="global"
              label={t(`settings.global.${mode}`)}
              help={t(`settings.global.${mode}Help`)}
              checked={globalChat.mode === mode}
              onChange={() => onChange({ ...form, globalChat: { ...globalChat, mode } })}
            />
          ))}
        </fieldset>
        {globalChat.mode === 'OWN_AND_COMMON' && (
          <div className="stack">
            <h3>{t('settings.administrators')}</h3>
            <p className="quiet">{t('settings.administratorsHelp')}</p>
            <ul className="line-up wrap">
              {globalChat.administrators.map((id) => (
                <li key={id} className="line-up">
                  <Tag>{name(id)}</Tag>
                  <Button
                    kind="quiet"
                    title={t('settings.removeAdministrator', { name: name(id) })}
                    onClick={() => administer(globalChat.administrators.filter((one) => one !== id))}
                  >
                    {t('remove')}
                  </Button>
                </li>
              ))}
            </ul>
            <Combobox
              label={t('settings.addAdministrator')}
              value={null}
              options={known.employees
                .filter((one) => one.active !== false && !globalChat.administrators.includes(one.id))
                .map((one) => ({ value: one.id, text: one.name }))}
              onChange={(id) => administer([...globalChat.administrators, id])}
            />
          </div>
        )}
      </section>

      <section className="panel" aria-labelledby="settings-timeline">
        <h2 id="settings-timeline">{t('settings.timeline')}</h2>
        <p className="quiet">{t('settings.timelineHelp', { zone })}</p>
        <fieldset className="settings-choice">
          <legend className="hidden-text">{t('settings.timeline')}</legend>
          {MODES.map((mode) => (
            <Check
              key={mode}
              type="radio"
              name="timeline"
              label={t(`settings.timeline.${mode}`)}
              checked={form.timeline === mode}
              onChange={() => onChange({ ...form, timeline: mode })}
            />
          ))}
        </fieldset>
      </section>

      <section className="panel" aria-labelledby="settings-advanced">
        <h2 id="settings-advanced">{t('settings.advanced')}</h2>
        <p className="quiet">{t('settings.advancedHelp')}</p>
        <Switch
          label={t('settings.eight')}
          checked={form.eightIsSeven}
          onChange={(eightIsSeven) => onChange({ ...form, eightIsSeven })}
        />
        <p className="quiet">{t('settings.eightHelp')}</p>
        {form.eightIsSeven ? (
          <Notice tone="warn">{t('settings.eightAsia')}</Notice>
        ) : (
          <Notice>{t('settings.eightOff')}</Notice>
        )}
        <Switch
          label={t('settings.notifyManagers')}
          checked={form.notifyManagers}
          onChange={(notifyManagers) => onChange({ ...form, notifyManagers })}
        />
        <p className="quiet">{t(managers ? 'settings.notifyManagersHelp' : 'settings.noManagers')}</p>
      </section>
    </>
  );
}
