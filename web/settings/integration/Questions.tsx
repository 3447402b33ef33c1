import { t } from '../../shared/i18n';
import { Button, Dialog } from '../../shared/ui';
import type { Editing } from './editing';
import { crmName } from './words';

/** Leaving with unsaved changes (R7): save, discard, or back to editing; Esc is back. */
export function Leaving({ editing }: { editing: Editing }) {
  const { leaving, setLeaving, save, busy } = editing;
  if (!leaving) return null;
  const decide = (go: boolean) => {
    setLeaving(null);
    leaving.decide(go);
  };
  return (
    <Dialog
      title={t('settings.leave')}
      onClose={() => decide(false)}
      actions={
        <>
          <Button onClick={() => decide(false)}>{t('settings.leaveBack')}</Button>
          <Button onClick={() => decide(true)}>{t('settings.leaveDiscard')}</Button>
          <Button kind="primary" busy={busy === 'saving'} onClick={() => void save().then(decide)}>
            {t('save')}
          </Button>
        </>
      }
    >
      <p>{t('settings.leaveHelp')}</p>
    </Dialog>
  );
}

/** *Delete integration* asks once (R12a). */
export function Deleting({ editing, onClose }: { editing: Editing; onClose: () => void }) {
  return (
    <Dialog
      title={t('settings.deleteAsk', { crm: crmName(editing.known) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind="danger"
            onClick={() => {
              onClose();
              void editing.remove();
            }}
          >
            {t('settings.delete')}
          </Button>
        </>
      }
    >
      <p>{t('settings.deleteHelp')}</p>
    </Dialog>
  );
}
