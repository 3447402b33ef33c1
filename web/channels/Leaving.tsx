import { useEffect, useState } from 'react';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { Button, Dialog } from '../shared/ui';

/** Asks before what was typed is lost: save, discard, or back to editing; Esc is back (as R7). */
export function Leaving({ dirty, save }: { dirty: boolean; save: () => Promise<boolean> }) {
  const [leaving, setLeaving] = useState<{ decide: (go: boolean) => void } | null>(null);
  useEffect(() => {
    if (!dirty) return;
    parley.router.setGuard(() => new Promise<boolean>((decide) => setLeaving({ decide })));
    return () => parley.router.setGuard(null);
  }, [dirty]);
  if (!leaving) return null;
  const decide = (go: boolean) => {
    setLeaving(null);
    leaving.decide(go);
  };
  return (
    <Dialog
      title={t('channels.leave')}
      onClose={() => decide(false)}
      actions={
        <>
          <Button onClick={() => decide(false)}>{t('channels.leaveBack')}</Button>
          <Button onClick={() => decide(true)}>{t('channels.leaveDiscard')}</Button>
          <Button kind="primary" onClick={() => void save().then(decide)}>
            {t('save')}
          </Button>
        </>
      }
    >
      <p>{t('channels.leaveHelp')}</p>
    </Dialog>
  );
}
