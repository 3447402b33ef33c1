import { t } from '../../shared/i18n';
import { Check } from '../../shared/ui';
import { asksAboutClosedDeals } from '../form';
import { Section, type ChannelProps } from './section';

/** Section 3.1: the choice stands here by turn without weights only; hidden, its value is kept (R33–R37). */
export function ClosedDeal({ channel, change }: ChannelProps) {
  return (
    <Section id="settings-closed" head={t('settings.closedDeal')}>
      {asksAboutClosedDeals(channel) ? (
        <fieldset className="settings-choice">
          <legend className="hidden-text">{t('settings.closedDeal')}</legend>
          {(['ADD', 'CREATE'] as const).map((choice) => (
            <Check
              key={choice}
              type="radio"
              name="closedDeal"
              label={<b>{t(`settings.closedDeal.${choice}`)}</b>}
              help={t(`settings.closedDeal.${choice}Help`)}
              checked={channel.closedDeal === choice}
              onChange={() => change((old) => ({ ...old, closedDeal: choice }))}
            />
          ))}
        </fieldset>
      ) : (
        <p className="quiet">{t('settings.closedDealHidden')}</p>
      )}
    </Section>
  );
}
