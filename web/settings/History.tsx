import { useState } from 'react';
import { t } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { parley } from '../shared/parley';
import { dateAndTime } from '../shared/time';
import { Button, Dialog, Notice, Skeleton } from '../shared/ui';
import { complain, reason } from './common';
import { documentOf, type Document } from './form';

interface Version {
  n: number;
  by: string;
  at: string;
  changed: string[];
}

/** Who changed what and when (R81). Restoring fills the form; saving it makes a new version. */
export function History(props: {
  id: string;
  onClose: () => void;
  onRestore: (old: Document, skipped: string[]) => void;
}) {
  const { id, onClose, onRestore } = props;
  const loaded = useLoaded<{ rows: Version[] }>(`/integrations/${id}/versions`);
  const [busy, setBusy] = useState<number | null>(null);

  async function restore(n: number): Promise<void> {
    setBusy(n);
    try {
      const old = await parley.api.get<Document & { skipped: string[] }>(`/integrations/${id}/versions/${n}`);
      onRestore(documentOf(old), old.skipped);
    } catch (problem) {
      complain(problem);
    } finally {
      setBusy(null);
    }
  }

  return (
    <Dialog title={t('settings.history')} onClose={onClose} wide>
      {loaded.problem ? <Notice tone="red">{reason(loaded.problem)}</Notice> : null}
      {!loaded.value && !loaded.problem && <Skeleton rows={4} height={44} />}
      {loaded.value && !loaded.value.rows.length && <p>{t('settings.historyEmpty')}</p>}
      <ul className="stack">
        {loaded.value?.rows.map((one, index) => (
          <li key={one.n} className="settings-version">
            <div className="grow">
              <p>
                {t('settings.version', {
                  n: one.n,
                  who: one.by === 'crm' ? t('settings.byCrm') : one.by,
                  time: dateAndTime(one.at),
                })}
              </p>
              <p className="quiet small settings-paths">{one.changed.slice(0, 8).join(' · ')}</p>
            </div>
            {index > 0 && (
              <Button busy={busy === one.n} onClick={() => void restore(one.n)}>
                {t('settings.restore')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
