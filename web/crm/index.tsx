import { t } from '../shared/i18n';
import { Empty } from '../shared/ui';

/** The built-in CRM: a lazy part with its own routes below /app/crm/. */
export default function Crm() {
  return (
    <Empty icon="deals">
      <h1>{t('nav.crm')}</h1>
    </Empty>
  );
}
