import { query } from '../../shared/api';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import type { SettingsPoint } from '../../shared/types';
import { Icon } from '../../shared/ui';

/** To the very point of the settings page that decides something: a way that administrators alone can go. */
export function ToSettings({ point }: { point: SettingsPoint | null | undefined }) {
  const integration = settingsOf();
  if (!point || !integration) return null;
  return (
    <a
      className="why-point"
      href={`${integration}${query({ section: point.section, channel: point.channel })}`}
      aria-label={t('why.point')}
      title={t('why.point')}
    >
      <Icon name="gear" size={16} />
    </a>
  );
}

/** Which settings were asked, with a way to look at them as they were. */
export function SettingsVersion({ version }: { version: number }) {
  const words = t('why.decidedBy', { v: version });
  const integration = settingsOf();
  return (
    <p className="small quiet">{integration ? <a href={`${integration}?version=${version}`}>{words}</a> : words}</p>
  );
}

function settingsOf(): string | null {
  const { boot, me } = parley.store;
  return me?.admin && boot?.integration ? `/app/integrations/${boot.integration.id}` : null;
}
