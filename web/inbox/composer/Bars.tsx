import { useKey } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { size } from '../../shared/time';
import type { ChatRow } from '../../shared/types';
import { Icon, IconButton, LinkButton } from '../../shared/ui';
import { copy } from '../actions';
import { lineOf } from '../names';
import { QuoteWords } from '../thread/Bubble';
import { problemText } from '../thread/Failure';
import { attachments, detach } from './attachments';
import { composing, stopComposing } from './composing';

/** A text that came back because somebody else got the client (R26): it lies in the box, and can be copied. */
export function Returned({ chat }: { chat: ChatRow }) {
  useKey(`outbox:${chat.id}`);
  const back = parley.outbox.returned.get(chat.id);
  if (!back) return null;
  return (
    <div className="bar red" role="alert">
      <Icon name="warning" size={18} />
      <span className="grow">{t('problem.claimed_by_other', { who: back.who })}</span>
      <LinkButton onClick={() => void copy(back.text)}>{t('problem.copyText')}</LinkButton>
      <IconButton
        icon="close"
        label={t('close')}
        size={16}
        onClick={() => {
          parley.outbox.returned.delete(chat.id);
          parley.store.touch(`outbox:${chat.id}`);
        }}
      />
    </div>
  );
}

/** What the next message answers, or which one it corrects. */
export function Using({ chat }: { chat: ChatRow }) {
  useKey(`composing:${chat.id}`);
  const { quote, edit } = composing(chat.id);
  const row = quote ?? edit;
  if (!row) return null;
  return (
    <div className="bar using">
      <Icon name={edit ? 'pencil' : 'reply'} size={18} />
      <span className="grow using-words">
        {edit ? (
          <>
            <b className="one-line">{t('composer.editing')}</b>
            <span className="one-line">{lineOf(edit)}</span>
          </>
        ) : (
          <QuoteWords
            quote={{ id: row.id, kind: row.kind, text: row.text, by: row.out ? row.by : (chat.name ?? null) }}
          />
        )}
      </span>
      <IconButton icon="close" label={t('cancel')} size={16} onClick={() => stopComposing(chat.id)} />
    </div>
  );
}

export function Attached({ chat }: { chat: ChatRow }) {
  useKey(`files:${chat.id}`);
  const files = attachments(chat.id);
  if (!files.length) return null;
  return (
    <ul className="attached" aria-label={t('composer.files')}>
      {files.map((one) => (
        <li key={one.key} className={one.state} aria-busy={one.state === 'uploading' || undefined}>
          {one.preview ? (
            <img src={one.preview} alt="" width={44} height={44} />
          ) : (
            <span className="file-icon">
              <Icon name="file" size={20} />
            </span>
          )}
          <span className="file-words">
            <span className="one-line">{one.name}</span>
            <span className="file-size one-line">
              {one.state === 'uploading'
                ? t('composer.uploading')
                : one.problem
                  ? one.problem.code === 'upload'
                    ? t('composer.uploadFailed')
                    : problemText(one.problem.code, one.problem.args, chat)
                  : size(one.size)}
            </span>
          </span>
          <IconButton
            icon="close"
            label={t('composer.detach', { name: one.name })}
            size={16}
            onClick={() => detach(chat.id, one.key)}
          />
        </li>
      ))}
    </ul>
  );
}
