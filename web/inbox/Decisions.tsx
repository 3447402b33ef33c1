import { text, t } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { dateAndTime } from '../shared/time';
import type { ChatRow, Decision } from '../shared/types';
import { Dialog, Notice, Skeleton } from '../shared/ui';

/** Why this employee got the client: every decision with what led to it, as it was stored (R80). */
export function Decisions({ chat, onClose }: { chat: ChatRow; onClose: () => void }) {
  const loaded = useLoaded<{ rows: Decision[] }>(`/chats/${chat.id}/decisions`);
  const rows = loaded.value?.rows;
  const who = chat.responsible.map((one) => one.name).join(', ');
  return (
    <Dialog wide title={who ? t('decisions.title', { name: who }) : t('decisions.open')} onClose={onClose}>
      {loaded.problem ? <Notice tone="warn">{t('decisions.failed')}</Notice> : null}
      {!rows && !loaded.problem && <Skeleton rows={4} height={40} />}
      {rows && !rows.length && <p className="quiet">{t('decisions.none')}</p>}
      <ol className="decisions">
        {rows?.map((decision) => (
          <li key={decision.id}>
            <h3>
              <time dateTime={decision.at}>{dateAndTime(decision.at)}</time>
            </h3>
            <ul className="stack">
              {decision.lines.map((line, index) => (
                <li key={index} className="line-up">
                  <span className="grow">{text(`decision.${line.code}`, line.args ?? {}) ?? line.code}</span>
                  {line.rule && <code className="quiet">{line.rule}</code>}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
