import { useState } from 'react';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { dateAndTime } from '../shared/time';
import { Button, Dialog, Notice, TextField } from '../shared/ui';
import { reason } from '../settings/common';
import { jobName, type HealthAnswer, type StuckJob } from './health';

const LONGEST_REASON = 500;

/** Events that could not be worked off: kept as they came, until they are tried again or discarded with a reason. */
export function Aside(props: {
  rows: HealthAnswer['aside'];
  onRedeliver: (id: string) => void;
  onDiscarded: () => void;
}) {
  const { rows, onRedeliver, onDiscarded } = props;
  const [discarding, setDiscarding] = useState<HealthAnswer['aside'][number] | null>(null);
  if (!rows.length) return null;
  return (
    <section className="panel" id="health-aside" aria-labelledby="health-aside-head">
      <h2 id="health-aside-head" tabIndex={-1}>
        {t('health.aside')}
      </h2>
      <p className="quiet">{t('health.asideHelp')}</p>
      <ul className="stack">
        {rows.map((one) => (
          <li key={one.id} className="settings-row">
            <div className="grow">
              <p>{one.channel ?? one.kind}</p>
              <p className="quiet small">
                {dateAndTime(one.at)} · {one.error}
              </p>
            </div>
            <Button onClick={() => onRedeliver(one.id)}>{t('health.redeliver')}</Button>
            <Button kind="danger" onClick={() => setDiscarding(one)}>
              {t('health.discard')}
            </Button>
          </li>
        ))}
      </ul>
      {discarding && (
        <Discard
          path={`/health/work/${discarding.id}/discard`}
          what={`${discarding.channel ?? discarding.kind}: ${discarding.error}`}
          onClose={() => setDiscarding(null)}
          onDone={() => {
            setDiscarding(null);
            onDiscarded();
          }}
        />
      )}
    </section>
  );
}

/** Jobs that ended without success: tried again, or closed for good with a reason that stays in the journal. */
export function Stuck(props: { rows: StuckJob[]; onRedeliver: (id: string) => void; onDiscarded: () => void }) {
  const { rows, onRedeliver, onDiscarded } = props;
  const [discarding, setDiscarding] = useState<StuckJob | null>(null);
  if (!rows.length) return null;
  return (
    <section className="panel" id="health-stuck" aria-labelledby="health-stuck-head">
      <h2 id="health-stuck-head" tabIndex={-1}>
        {t('health.stuck')}
      </h2>
      <p className="quiet">{t('health.stuckHelp')}</p>
      <ul className="stack">
        {rows.map((job) => (
          <li key={job.id} className="settings-row">
            <div className="grow">
              <p>{jobName(job.kind)}</p>
              <p className="quiet small">
                {[
                  dateAndTime(job.at),
                  t('health.attempts', { n: job.attempts }),
                  job.error ?? t('health.noReason'),
                ].join(' · ')}
              </p>
            </div>
            <Button onClick={() => onRedeliver(job.id)}>{t('health.redeliver')}</Button>
            <Button kind="danger" onClick={() => setDiscarding(job)}>
              {t('health.discard')}
            </Button>
          </li>
        ))}
      </ul>
      {discarding && (
        <Discard
          path={`/health/jobs/${discarding.id}/discard`}
          what={`${jobName(discarding.kind)}: ${discarding.error ?? t('health.noReason')}`}
          onClose={() => setDiscarding(null)}
          onDone={() => {
            setDiscarding(null);
            onDiscarded();
          }}
        />
      )}
    </section>
  );
}

/** Asks why `what` is given up. */
function Discard(props: { path: string; what: string; onClose: () => void; onDone: () => void }) {
  const { path, what, onClose, onDone } = props;
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<unknown>(null);

  async function discard(): Promise<void> {
    try {
      await parley.api.send('POST', path, { reason: why });
      onDone();
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
      <p>{what}</p>
      <TextField label={t('health.why')} value={why} maxLength={LONGEST_REASON} onChange={setWhy} />
    </Dialog>
  );
}
