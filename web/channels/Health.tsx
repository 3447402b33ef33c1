import { useEffect, type MouseEvent, type ReactNode } from 'react';
import { useKey } from '../shared/hooks';
import { t, text } from '../shared/i18n';
import { parley } from '../shared/parley';
import { dateAndTime, size } from '../shared/time';
import { Button, Notice, Skeleton } from '../shared/ui';
import { complain, reason, said, Spoken, useLive } from '../settings/common';
import { WebhookHealth } from '../settings/webhooks/WebhookHealth';
import { texts } from './Channels';
import { alarms, freePercent, jobName, type HealthAnswer } from './health';
import { StateTag } from './State';
import { Aside, Stuck } from './Stuck';
import '../settings/settings.css';
import './channels.css';

/** Queues grow and shrink all the time: looked at while somebody looks. */
const LOOK = 15_000;

/** «Состояние»: what works, what waits, what is stuck, and what to do about it (UX 13). */
export default function Health() {
  return <Spoken also={texts}>{() => <Page />}</Spoken>;
}

function Page() {
  const health = useLive<HealthAnswer>('/health', 'health');
  const lines = useKey('channels');
  const value = health.value;
  useEffect(() => {
    health.reload();
    const timer = setInterval(() => document.hidden || health.reload(), LOOK);
    return () => clearInterval(timer);
  }, [lines]);

  async function redeliver(what: 'jobs' | 'work', id: string): Promise<void> {
    try {
      await parley.api.send('POST', `/health/${what}/${id}/redeliver`, {});
      health.reload();
    } catch (problem) {
      complain(problem);
    }
  }

  return (
    <main className="sheet scroller" data-pane tabIndex={-1}>
      <header className="sheet-head">
        <h1 className="grow">{t('nav.health')}</h1>
        <Button icon="refresh" onClick={health.reload}>
          {t('health.again')}
        </Button>
      </header>
      <div className="sheet-body">
        {health.problem ? <Notice tone="red">{reason(health.problem)}</Notice> : null}
        {!value && !health.problem && <Skeleton rows={4} height={72} />}
        {value && (
          <>
            <Alarms health={value} />
            <Channels health={value} />
            <Crm crm={value.crm} />
            <Sending health={value} />
            <Waiting health={value} />
            <Queues health={value} />
            <WebhookHealth />
            <Aside rows={value.aside} onRedeliver={(id) => void redeliver('work', id)} onDiscarded={health.reload} />
            <Stuck rows={value.stuck} onRedeliver={(id) => void redeliver('jobs', id)} onDiscarded={health.reload} />
            <Server server={value.server} />
          </>
        )}
      </div>
    </main>
  );
}

function Alarms({ health }: { health: HealthAnswer }) {
  const found = alarms(health);
  if (!found.length)
    return (
      <Notice tone="ok" icon="check">
        {t('health.fine')}
      </Notice>
    );
  return (
    <Notice tone="warn" icon="warning">
      <p className="strong">{t('health.attention', { n: found.length })}</p>
      <ul className="stack-tight">
        {found.map((one) => (
          <li key={one.text}>
            <a href={one.href} onClick={one.href.startsWith('#') ? goThere : undefined}>
              {one.text}
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  );
}

/** To the place on this page: the router knows pages only. */
function goThere(event: MouseEvent<HTMLAnchorElement>): void {
  event.preventDefault();
  const section = document.querySelector(event.currentTarget.hash);
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
}

function Panel({ id, head, children }: { id: string; head: string; children: ReactNode }) {
  return (
    <section className="panel" id={`health-${id}`} aria-labelledby={`health-${id}-head`}>
      <h2 id={`health-${id}-head`} tabIndex={-1}>
        {head}
      </h2>
      {children}
    </section>
  );
}

function Channels({ health }: { health: HealthAnswer }) {
  return (
    <Panel id="channels" head={t('nav.channels')}>
      <ul className="stack">
        {health.channels.map((one) => (
          <li key={one.id} className="settings-row">
            <div className="grow">
              <p>
                <a href={`/app/channels/${one.id}`}>{one.name}</a>
              </p>
              <p className="quiet small">
                {[
                  one.lastIn && t('channels.lastIn', { time: dateAndTime(one.lastIn) }),
                  one.lastOut && t('channels.lastOut', { time: dateAndTime(one.lastOut) }),
                  t('channels.since', { time: dateAndTime(one.since) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            <StateTag row={one} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Crm({ crm }: { crm: HealthAnswer['crm'] }) {
  return (
    <Panel id="crm" head={t('health.crm')}>
      {!crm && <p className="quiet">{t('health.crmNone')}</p>}
      {crm?.refusal && (
        <Notice tone="red" icon="warning">
          <p>{t('health.crmRefused', { time: dateAndTime(crm.refusal.since), n: crm.waiting })}</p>
          {crm.refusal.text && <p>{said(crm.refusal.text)}</p>}
          <p>
            <a href={`/app/integrations/${crm.integration}?connect=1`}>{t('health.crmAgain')}</a>
          </p>
        </Notice>
      )}
      {crm?.since && !crm.refusal && (
        <Notice tone="warn">
          <p>{t('health.crmDown', { time: dateAndTime(crm.since), n: crm.waiting })}</p>
          {crm.trouble && <p className="small">{crm.trouble}</p>}
        </Notice>
      )}
      {crm && !crm.since && !crm.refusal && <p>{t('health.crmFine')}</p>}
      {crm && (
        <dl className="settings-figures">
          <Figure name={t('health.crmWaiting')} value={String(crm.waiting)} />
          <Figure name={t('health.crmRefreshed')} value={dateAndTime(crm.refreshedAt)} />
        </dl>
      )}
    </Panel>
  );
}

function Sending({ health }: { health: HealthAnswer }) {
  const { failed, unknown } = health;
  return (
    <Panel id="sending" head={t('health.sending')}>
      {!failed.length && !unknown.length && <p className="quiet">{t('health.sendingFine')}</p>}
      {failed.length > 0 && (
        <ul className="stack-tight">
          {failed.map((one) => (
            <li key={one.channel + one.code}>
              {t('health.failedLine', {
                c: one.channel,
                n: one.messages,
                why: text(`health.failed.${one.code ?? 'other'}`) ?? one.code ?? '',
              })}{' '}
              <span className="quiet small">{t('health.failedLast', { time: dateAndTime(one.last) })}</span>
            </li>
          ))}
        </ul>
      )}
      {unknown.length > 0 && (
        <>
          <h3>{t('health.unknown', { n: unknown.length })}</h3>
          <p className="quiet">{t('health.unknownHelp')}</p>
          <ul className="stack-tight">
            {unknown.map((one) => (
              <li key={one.chat + one.at} className="line-up wrap">
                <span className="grow">
                  {one.channel} <span className="quiet small">{dateAndTime(one.at)}</span>
                </span>
                <a href={`/app/chats/${one.chat}`}>{t('health.openChat')}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  );
}

/** R32: who waits, and why nobody can take him. */
function Waiting({ health }: { health: HealthAnswer }) {
  if (!health.waiting.length) return null;
  return (
    <Panel id="waiting" head={t('health.waiting')}>
      {health.waiting.map((one) => (
        <div key={one.id} className="stack-tight">
          <p className="line-up wrap">
            <span className="grow">{t('health.nobodyOn', { n: one.clients, c: one.channel })}</span>
            {one.integration && (
              <a href={`/app/integrations/${one.integration}?section=roles&channel=${one.id}`}>
                {t('health.setRoles')}
              </a>
            )}
          </p>
          <h3>{t('health.nobodyWhy')}</h3>
          {!one.people.length && <p className="quiet">{t('health.nobodyAtAll')}</p>}
          <ul>
            {one.people.map((person) => (
              <li key={person.name}>
                {person.name}: {text(`health.out.${person.why}`) ?? person.why}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </Panel>
  );
}

function Queues({ health }: { health: HealthAnswer }) {
  const { queues, waitingWork } = health;
  return (
    <Panel id="queues" head={t('health.queues')}>
      {!queues.length && !waitingWork && <p className="quiet">{t('health.nothingWaits')}</p>}
      <ul className="stack-tight">
        {waitingWork > 0 && (
          <li>
            {t('health.waitingWork')}: {waitingWork}
          </li>
        )}
        {queues.map((one) => (
          <li key={one.kind}>
            {t('health.queue', { kind: jobName(one.kind), n: one.jobs, time: dateAndTime(one.oldest) })}
            {one.tried > 0 && (
              <span className="menu-note">
                {t('health.tried', { n: one.tried })}
                {one.trouble && ` · ${one.trouble}`}
              </span>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Server({ server }: { server: HealthAnswer['server'] }) {
  return (
    <Panel id="server" head={t('health.server')}>
      <dl className="settings-figures">
        <Figure name={t('health.version')} value={server.version ?? t('health.development')} />
        <Figure
          name={t('health.database')}
          value={t('health.databaseIs', { version: server.database, size: size(server.databaseBytes) })}
        />
        <Figure name={t('health.nodes')} value={String(server.nodes)} />
        <Figure
          name={t('health.disk')}
          value={t('health.diskIs', { size: size(server.free), p: freePercent(server) })}
        />
      </dl>
    </Panel>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="quiet small">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
