import { useState } from 'react';
import { t } from '../../../shared/i18n';
import { dateAndTime } from '../../../shared/time';
import { Button, Dialog } from '../../../shared/ui';
import { differences, rebased, same, valueAt } from '../../compare';
import { Differences } from './Differences';
import type { Conflict, Editing } from '../editing';
import { Worded } from './Worded';

type Props = { editing: Editing; conflict: Conflict };

/** Of two who save the second is told, and loses nothing that he typed (R11). */
export default function ConflictWindow(props: Props) {
  return <Worded>{() => <Changed {...props} />}</Worded>;
}

function Changed({ editing, conflict }: Props) {
  const { base, form, known, busy, save, setConflict } = editing;
  const [shown, setShown] = useState(false);
  return (
    <Dialog
      title={t('settings.conflictHead')}
      wide={shown}
      onClose={() => setConflict(null)}
      actions={
        <>
          {!shown && <Button onClick={() => setShown(true)}>{t('settings.showDifferences')}</Button>}
          <Button onClick={editing.reload}>{t('settings.takeTheirs')}</Button>
          <Button
            kind="primary"
            busy={busy === 'saving'}
            onClick={() => void save(rebased(base, form, conflict.current))}
          >
            {t('settings.saveOnTop')}
          </Button>
        </>
      }
    >
      <p>{t('settings.conflict', { who: conflict.by, time: dateAndTime(conflict.at) })}</p>
      <p className="quiet">{t('settings.conflictHelp')}</p>
      {shown && (
        <Differences
          rows={differences(conflict.current, form)}
          heads={[t('settings.savedNow'), t('settings.yours')]}
          form={form}
          known={known}
          note={(path) => (same(valueAt(base, path), valueAt(form, path)) ? t('settings.untouched') : undefined)}
        />
      )}
    </Dialog>
  );
}
