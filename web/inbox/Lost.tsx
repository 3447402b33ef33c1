import { useKey } from '../shared/hooks';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { Button, Icon } from '../shared/ui';
import { copy } from './actions';
import { reasonText } from './names';
import { openChat } from './open';

/** A chat that was taken away while it was open (R23, R26): its history is gone, the typed text is not. */
export function Lost({ chat }: { chat: string }) {
  useKey(`outbox:${chat}`);
  useKey(`draft:${chat}`);
  const lost = parley.store.lost.get(chat);
  const text = parley.drafts.of(chat);
  const back = parley.outbox.returned.get(chat);
  return (
    <div className="lost" role="alert">
      <Icon name="eye" size={32} />
      <h2>{t('lost.title')}</h2>
      <p>{lost ? reasonText({ code: lost.why, args: lost.args }) : t('lost.none')}</p>
      {back && <p>{t('problem.claimed_by_other', { who: back.who })}</p>}
      {text.trim() && (
        <label className="lost-text">
          <span className="quiet small">{t('lost.text')}</span>
          <textarea className="input" readOnly rows={5} value={text} />
        </label>
      )}
      <div className="line-up wrap">
        {text.trim() && (
          <Button kind="primary" icon="copy" onClick={() => void copy(text)}>
            {t('copy')}
          </Button>
        )}
        <Button onClick={() => openChat(null)}>{t('close')}</Button>
      </div>
    </div>
  );
}
