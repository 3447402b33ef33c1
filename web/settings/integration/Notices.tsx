import { Suspense, lazy } from 'react';
import type { FieldMistake } from '../../shared/api';
import { t } from '../../shared/i18n';
import { dateAndTime } from '../../shared/time';
import { Notice } from '../../shared/ui';
import type { Editing } from './editing';
import { placed } from './words';

const Connection = lazy(() => import('../connect/Connection'));

/** What stands above the sections: the CRM's state, who has left it, and the mistakes as links to their fields. */
export function Notices({ editing, onShow }: { editing: Editing; onShow: (mistake: FieldMistake) => void }) {
  const { known, told, findings, form } = editing;
  return (
    <>
      <Suspense fallback={null}>
        <Connection known={known} onConnected={editing.connected} />
      </Suspense>
      {told.failed && (
        <Notice tone="warn" icon="warning">
          {t('settings.refreshFailed', { reason: told.failed.reason, time: dateAndTime(told.failed.time) })}
        </Notice>
      )}
      {known.refreshedAt && !told.failed && (
        <p className="quiet small">{t('settings.refreshedAt', { time: dateAndTime(known.refreshedAt) })}</p>
      )}
      {told.left.length > 0 && (
        <Notice tone="warn" icon="warning">
          {t('settings.left', { names: told.left.join(', ') })}
        </Notice>
      )}
      {findings.length > 0 && (
        <Notice tone="red" icon="warning">
          <p>{t('settings.correct', { n: findings.length })}</p>
          <ul className="stack-tight">
            {findings.map((one) => (
              <li key={one.path + one.code}>
                <button type="button" className="linklike" onClick={() => onShow(one)}>
                  {placed(form, known, one)}
                </button>
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </>
  );
}
