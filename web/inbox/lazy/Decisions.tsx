import { text, t } from '../../shared/i18n';
import { useLoaded } from '../../shared/loaded';
import { parley } from '../../shared/parley';
import { dateAndTime } from '../../shared/time';
import type { Decision, DecisionLine } from '../../shared/types';
import { Dialog, Skeleton } from '../../shared/ui';
import { readable } from '../names';
import { ToSettings } from './ToSettings';

/** How the hub came to its choice, line by line, each with the rule behind it (R80). */
export function Decisions({ chat, onClose }: { chat: string; onClose: () => void }) {
  const loaded = useLoaded<{ rows: Decision[] }>(`/chats/${chat}/decisions`);
  const row = parley.store.chats.get(chat);
  const name = row?.responsible[0]?.name;
  return (
    <Dialog title={name ? t('decision.title', { name }) : t('decision.why')} onClose={onClose}>
      {loaded.problem ? <p>{t('why.failed')}</p> : null}
      {!loaded.value && !loaded.problem && <Skeleton rows={5} height={28} />}
      {loaded.value?.rows.length === 0 && <p className="quiet">{t('decision.none')}</p>}
      {loaded.value?.rows.map((decision) => (
        <section key={decision.id} className="decision">
          <h3 className="line-up">
            <time className="grow" dateTime={decision.at}>
              {dateAndTime(decision.at)}
            </time>
            <span className="rule">{decision.rules.join(' · ')}</span>
          </h3>
          <ol>
            {decision.lines.map((line, index) => (
              <li key={index} className={/^(in|out_.*)$/.test(line.code) ? 'candidate' : undefined}>
                <span className="grow">
                  <Line line={line} />
                </span>
                <ToSettings point={line.point} />
                {line.rule && <span className="rule">{line.rule}</span>}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </Dialog>
  );
}

function Line({ line }: { line: DecisionLine }) {
  const words = text(`decision.${line.code}`, readable(line.args)) ?? text(`why.${line.code}`, line.args) ?? line.code;
  const { store } = parley;
  const version = line.args?.v;
  // The settings as they were are a page of the administrators.
  if (line.code === 'settings' && store.me?.admin && store.boot?.integration && version)
    return <a href={`/app/integrations/${store.boot.integration.id}?version=${String(version)}`}>{words}</a>;
  return <>{words}</>;
}
