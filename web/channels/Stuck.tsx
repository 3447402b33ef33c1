import { useState } from 'react';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { dateAndTime } from '../shared/time';
import { Button, Dialog, Notice, TextField } from '../shared/ui';
import { reason } from '../settings/common';
import { jobName, type HealthAnswer, type StuckJob } from './health';

const LONGEST_REASON = 500;

/** Events that could not be worked off: kept as they came. */
export function Aside({ rows, onRedeliver }: { rows: HealthAnswer['aside']; onRedeliver: (id: string) => void }) {
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
          </li>
        ))}
      </ul>
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
          job={discarding}
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

function Discard({ job, onClose, onDone }: { job: StuckJob; onClose: () => void; onDone: () => void }) {
  const [why, setWhy] = useState('');
  const [problem, setProblem] = useState<unknown>(null);

  async function discard(): Promise<void> {
    try {
      await parley.api.send('POST', `/health/jobs/${job.id}/discard`, { reason: why });
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
      <p>
        {jobName(job.kind)}: {job.error ?? t('health.noReason')}
      </p>
      <TextField label={t('health.why')} value={why} maxLength={LONGEST_REASON} onChange={setWhy} />
    </Dialog>
  );
}
