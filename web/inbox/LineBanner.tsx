import { useEffect, useRef, useState } from 'react';
import { useKey } from '../shared/hooks';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { Button, Icon, toast } from '../shared/ui';

/** Shown only after three seconds: a line that drops and comes back at once disturbs nobody. */
export function LineBanner() {
  useKey('line');
  const lost = parley.lineState === 'lost' || parley.lineState === 'connecting';
  const [shown, setShown] = useState(false);
  const wasShown = useRef(false);
  useEffect(() => {
    if (!lost) {
      setShown(false);
      if (wasShown.current) toast(t('line.again'));
      wasShown.current = false;
      return;
    }
    const timer = setTimeout(() => {
      wasShown.current = true;
      setShown(true);
    }, 3_000);
    return () => clearTimeout(timer);
  }, [lost]);
  return (
    <div role="status">
      {shown && (
        <p className="banner">
          <Icon name="warning" size={18} />
          {navigator.onLine ? t('line.lost') : t('line.offline')}
        </p>
      )}
      {parley.newBuild && (
        <p className="banner calm">
          {t('line.build')}
          <Button kind="quiet" onClick={() => location.reload()}>
            {t('line.buildReload')}
          </Button>
        </p>
      )}
    </div>
  );
}
