import { useState } from 'react';
import { useKey } from '../shared/hooks';
import { t, text } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { parley } from '../shared/parley';
import { dateAndTime } from '../shared/time';
import type { Texts } from '../shared/types';
import { Button, Dialog, Notice, Skeleton, Tag, TextField } from '../shared/ui';
import { complain, reason, Spoken, stateText } from '../settings/common';
import { texts } from './Channels';
import '../settings/settings.css';

interface StuckJob {
  id: string;
  kind: string;
  state: 'dead' | 'unknown';
  error: string | null;
  at: string;
  attempts: number;
}

interface HealthAnswer {
  channels: {
    id: string;
    name: string;
    state: string;
    reason: string | null;
    reasonText?: Texts | null;
    since: string;
    lastIn: string | null;
    lastOut: string | null;
  }[];
  waitingWork: number;
  failedWork: number;
  waitingJobs: number;
  oldestJob: string | null;
  waitingClients: number;
  waiting: { channel: string; clients: number }[];
  aside: { id: string; kind: string; channel: string | null; error: string; at: string }[];
  stuck: StuckJob[];
  disk: { free: number; total: number };
}

/** «Состояние»: what waits, what is stuck, and what to do about it. */
export default function Health() {
  return <Spoken also={texts}>{() => <Page />}</Spoken>;
}

function Page() {
  useKey('health');
  const health = useLoaded<HealthAnswer>(`/health?v=${parley.store.version('health')}`);
  const [discarding, setDiscarding] = useState<StuckJob | null>(null);
  const value = health.value;

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
            <section className="panel" aria-labelledby="health-channels">
              <h2 id="health-channels">{t('nav.channels')}</h2>
              <ul className="stack">
                {value.channels.map((one) => (
                  <li key={one.id} className="settings-row">
                    <div className="grow">
                      <p>{one.name}</p>
                      <p className="quiet small">
                        {[
                          one.lastIn && t('channels.lastIn', { time: dateAndTime(one.lastIn) }),
                          one.lastOut && t('channels.lastOut', { time: dateAndTime(one.lastOut) }),
                        ]
                          .filter(Boolean)
                          .join(' · ') || t('health.silent')}
                      </p>
                    </div>
                    <Tag tone={one.state === 'connected' ? 'ok' : 'warn'}>{stateText(one)}</Tag>
                  </li>
                ))}
              </ul>
            </section>
            <section className="panel" aria-labelledby="health-queues">
              <h2 id="health-queues">{t('health.queues')}</h2>
              <dl className="settings-figures">
                <Figure name={t('health.waitingWork')} value={value.waitingWork} />
                <Figure name={t('health.waitingJobs')} value={value.waitingJobs} />
                <Figure name={t('health.waitingClients')} value={value.waitingClients} />
                <Figure name={t('health.failedWork')} value={value.failedWork} />
              </dl>
            </section>
            {value.aside.length > 0 && (
              <section className="panel" aria-labelledby="health-aside">
                <h2 id="health-aside">{t('health.aside')}</h2>
                <p className="quiet">{t('health.asideHelp')}</p>
                <ul className="stack">
                  {value.aside.map((one) => (
                    <li key={one.id} className="settings-row">
                      <div className="grow">
                        <p>{one.channel ?? one.kind}</p>
                        <p className="quiet small">
                          {dateAndTime(one.at)} · {one.error}
                        </p>
                      </div>
                      <Button onClick={() => void redeliver('work', one.id)}>{t('health.redeliver')}</Button>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {value.stuck.length > 0 && (
              <section className="panel" aria-labelledby="health-stuck">
                <h2 id="health-stuck">{t('health.stuck')}</h2>
                <p className="quiet">{t('health.stuckHelp')}</p>
                <ul className="stack">
                  {value.stuck.map((job) => (
                    <li key={job.id} className="settings-row">
                      <div className="grow">
                        <p>{text(`health.job.${job.kind}`) ?? job.kind}</p>
                        <p className="quiet small">
                          {dateAndTime(job.at)} · {job.error ?? t('health.noReason')}
                        </p>
                      </div>
                      <Button onClick={() => void redeliver('jobs', job.id)}>{t('health.redeliver')}</Button>
                      <Button kind="danger" onClick={() => setDiscarding(job)}>
                        {t('health.discard')}
                      </Button>
                    </li>
                  ))}
                </ul>
              </section>
            )}
          </>
        )}
      </div>
      {discarding && (
        <Discard
          job={discarding}
          onClose={() => {
            setDiscarding(null);
            health.reload();
          }}
        />
      )}
    </main>
  );
}

function Alarms({ health }: { health: HealthAnswer }) {
  const total = Math.max(1, health.disk.total);
  const full = Math.round((1 - health.disk.free / total) * 100);
  const alarms = [
    ...health.channels
      .filter((one) => one.state === 'needs_reconnect')
      .map((one) => t('health.channelDown', { c: one.name, time: dateAndTime(one.since) })),
    ...health.waiting.map((one) => t('health.nobodyOn', { n: one.clients, c: one.channel })),
    health.failedWork > 0 && t('health.notProcessed', { n: health.failedWork }),
    full >= 90 && t('health.diskFull', { p: 100 - full }),
  ].filter((one): one is string => !!one);
  if (!alarms.length) return <Notice tone="ok">{t('health.fine')}</Notice>;
  return (
    <Notice tone="warn" icon="warning">
      <p>{t('health.attention', { n: alarms.length })}</p>
      <ul>
        {alarms.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </Notice>
  );
}

function Figure({ name, value }: { name: string; value: number }) {
  return (
    <div>
      <dt className="quiet small">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Discard({ job, onClose }: { job: StuckJob; onClose: () => void }) {
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<unknown>(null);

  async function discard(): Promise<void> {
    try {
      await parley.api.send('POST', `/health/jobs/${job.id}/discard`, { reason: why });
      onClose();
    } catch (found) {
      setProblem(found);
    }
  }

  return (
    <Dialog
      title={t('health.discardAsk')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="danger" disabled={!why.trim()} onClick={() => void discard()}>
            {t('health.discard')}
          </Button>
        </>
      }
    >
      {problem ? <Notice tone="red">{reason(problem)}</Notice> : null}
      <TextField label={t('health.why')} value={why} onChange={setWhy} />
    </Dialog>
  );
}
