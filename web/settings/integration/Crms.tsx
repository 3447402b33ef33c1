import { useState } from 'react';
import { language, t } from '../../shared/i18n';
import { useLoaded } from '../../shared/loaded';
import { Button, SelectField } from '../../shared/ui';
import { Steps, type CrmType } from './About';

/** Which CRM is connected next: the former one again, or another. */
export default function Crms(props: { former: string; busy: boolean; connect: (crm: string) => Promise<void> }) {
  const { former, busy, connect } = props;
  const types = useLoaded<{ rows: CrmType[] }>('/crm-types').value?.rows ?? [];
  const [chosen, setChosen] = useState(former);
  const type = types.find((one) => one.type === chosen);
  if (!type) return null;
  return (
    <div className="stack">
      <SelectField
        label={t('settings.crm')}
        value={chosen}
        choices={types.map((one) => ({ value: one.type, text: one.name[language()] ?? one.type }))}
        onChange={setChosen}
      />
      <Steps type={type} />
      {chosen !== former && <p className="small">{t('settings.otherCrm')}</p>}
      <div>
        <Button busy={busy} onClick={() => void connect(chosen)}>
          {chosen === former
            ? t('settings.reconnect')
            : t('settings.connectCrm', { crm: type.name[language()] ?? chosen })}
        </Button>
      </div>
    </div>
  );
}
