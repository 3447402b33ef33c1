import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { Check, Notice } from '../../shared/ui';
import type { Timeline as Mode } from '../form';
import { Section, type SectionProps } from './section';
import { crmName } from './words';

const MODES: Mode[] = ['EACH', 'HOURLY', 'DAILY', 'OFF'];

/** Section 6: the dialogue in the CRM's timeline (R50, R51). */
export function Timeline({ form, known, onChange }: SectionProps) {
  const zone = parley.store.boot?.account.zone ?? '';
  return (
    <Section id="settings-timeline" head={t('settings.timeline')} help={t('settings.timelineHelp', { zone })}>
      {known.capabilities?.timeline === false ? (
        <Notice>{t('settings.noTimeline', { crm: crmName(known) })}</Notice>
      ) : (
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
      )}
      {known.crm === 'bitrix24' && <p className="quiet">{t('settings.openLines')}</p>}
    </Section>
  );
}
