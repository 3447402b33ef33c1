import { useState } from 'react';
import { ApiError } from '../../../shared/api';
import { t } from '../../../shared/i18n';
import { useTexts } from '../../../shared/loaded';
import { parley } from '../../../shared/parley';
import { dateAndTime } from '../../../shared/time';
import { Button, Check, Dialog, Notice, SelectField, Table } from '../../../shared/ui';
import { reason } from '../../common';
import type { Editing } from '../editing';
import { listed, placed } from '../words';
import { fateText, PERIODS, sentence, type DryClient, type DryEmployee, type DryRun, type Sight } from './dryRun';
import { Worded } from './Worded';

interface Props {
  id: string;
  editing: Editing;
  onClose: () => void;
}

/** Plays the form over the clients of the last days (R82): who would have got whom, who would see what. */
export default function DryRunWindow(props: Props) {
  return <Worded>{() => <Trying {...props} />}</Worded>;
}

function Trying({ id, editing, onClose }: Props) {
  const { form, known } = editing;
  const [days, setDays] = useState(7);
  const [busy, setBusy] = useState(false);
  const [run, setRun] = useState<DryRun | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  // Decisions are explained in the words of the chats.
  useTexts((wanted) =>
    wanted === 'en' ? import('../../../inbox/texts/en.json') : import('../../../inbox/texts/ru.json'),
  );

  async function ask(): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      setRun(await parley.api.send<DryRun>('POST', `/integrations/${id}/dry-run`, { document: form, days }));
    } catch (found) {
      setProblem(found);
    } finally {
      setBusy(false);
    }
  }

  const mistakes = problem instanceof ApiError ? problem.fields : [];
  return (
    <Dialog wide title={t('dry.head')} onClose={onClose} actions={<Button onClick={onClose}>{t('close')}</Button>}>
      <p className="quiet">{t('dry.help')}</p>
      <div className="line-up wrap dry-ask">
        <SelectField
          label={t('dry.period')}
          value={String(days)}
          choices={PERIODS.map((one) => ({ value: String(one), text: t('dry.days', { n: one }) }))}
          onChange={(value) => setDays(Number(value))}
        />
        <Button kind="primary" busy={busy} onClick={() => void ask()}>
          {t(busy ? 'dry.running' : 'dry.run')}
        </Button>
      </div>
      <div role="status">{busy && <progress aria-label={t('dry.running')} />}</div>
      {problem && !mistakes.length ? <Notice tone="red">{reason(problem)}</Notice> : null}
      {mistakes.length > 0 && (
        <Notice tone="red">
          <p>{t('dry.mistakes', { n: mistakes.length })}</p>
          <ul>
            {mistakes.map((one) => (
              <li key={one.path + one.code}>{placed(form, known, one)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {run && !busy && <Outcome run={run} editing={editing} />}
    </Dialog>
  );
}

function Outcome({ run, editing }: { run: DryRun; editing: Editing }) {
  const { totals, warnings } = run;
  const { form, known } = editing;
  const warned = ({ path, code, args }: DryRun['warnings'][number]) => {
    const { names, ...rest } = args;
    return placed(form, known, {
      path,
      code,
      args: names ? { ...rest, names: listed(names.split(','), known) } : rest,
    });
  };
  return (
    <>
      <p className="strong">
        {totals.clients ? t('dry.total', { n: totals.clients, m: totals.elsewhere }) : t('dry.empty')}
      </p>
      {totals.nobody > 0 && <Notice tone="warn">{t('dry.nobody', { n: totals.nobody })}</Notice>}
      {totals.outside > 0 && <p>{t('dry.outside', { n: totals.outside })}</p>}
      {totals.cut && <p className="quiet">{t('dry.cut', { time: dateAndTime(run.since) })}</p>}
      {warnings.length > 0 && (
        <Notice tone="warn">
          <p>{t('dry.warnings')}</p>
          <ul>
            {warnings.map((one) => (
              <li key={one.path + one.code}>{warned(one)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Employees rows={run.employees} />
      <Sights rows={run.employees} />
      {run.clients.length > 0 && <Clients rows={run.clients} total={totals.clients} />}
    </>
  );
}

function Employees({ rows }: { rows: DryEmployee[] }) {
  return (
    <Table
      label={t('dry.people')}
      rows={rows}
      keyOf={(one) => one.id}
      columns={[
        { key: 'name', head: t('dry.employee'), cell: (one) => one.name },
        { key: 'got', head: t('dry.got'), end: true, cell: (one) => one.got },
        {
          key: 'wouldGet',
          head: t('dry.wouldGet'),
          end: true,
          cell: (one) => (one.couldGet ? t('dry.could', { n: one.wouldGet, m: one.couldGet }) : one.wouldGet),
        },
        { key: 'sees', head: t('dry.sees'), end: true, cell: (one) => one.sees },
        { key: 'wouldSee', head: t('dry.wouldSee'), end: true, cell: (one) => one.wouldSee },
      ]}
    />
  );
}

/** Which chats each would start or stop to see, by name. */
function Sights({ rows }: { rows: DryEmployee[] }) {
  const changed = rows.filter((one) => one.starts > 0 || one.stops > 0);
  if (!changed.length) return null;
  return (
    <section className="stack-tight">
      <h3>{t('dry.changes')}</h3>
      {changed.map((one) => (
        <div key={one.id} className="stack-tight">
          <Some who={one} n={one.starts} starts />
          <Some who={one} n={one.stops} starts={false} />
        </div>
      ))}
    </section>
  );
}

function Some({ who, n, starts }: { who: DryEmployee; n: number; starts: boolean }) {
  if (!n) return null;
  const chats = who.chats.filter((one) => one.starts === starts);
  return (
    <details>
      <summary>{t(starts ? 'dry.starts' : 'dry.stops', { name: who.name, n })}</summary>
      <ul>
        {chats.map((one) => (
          <li key={one.chat}>{sightText(one)}</li>
        ))}
        {n > chats.length && <li className="quiet">{t('dry.more', { n: n - chats.length })}</li>}
      </ul>
    </details>
  );
}

function sightText({ client, after }: Sight): string {
  return `${client}: ${sentence(after)}`;
}

function Clients({ rows, total }: { rows: DryClient[]; total: number }) {
  const [changed, setChanged] = useState(false);
  const shown = changed ? rows.filter((one) => one.changes) : rows;
  return (
    <section className="stack-tight">
      <h3>{t('dry.clients')}</h3>
      <Check label={t('dry.onlyChanged')} checked={changed} onChange={setChanged} />
      {total > rows.length && <p className="quiet">{t('dry.shown', { n: rows.length })}</p>}
      <Table
        label={t('dry.clients')}
        rows={shown}
        keyOf={(one) => one.chat + one.at}
        columns={[
          { key: 'client', head: t('dry.client'), cell: (one) => one.client },
          { key: 'when', head: t('dry.when'), cell: (one) => dateAndTime(one.at) },
          { key: 'now', head: t('dry.now'), cell: (one) => fateText(one.now, true) },
          {
            key: 'then',
            head: t('dry.then'),
            cell: (one) => (one.changes ? <b>{fateText(one.then, false)}</b> : fateText(one.then, false)),
          },
          { key: 'why', head: t('dry.why'), cell: (one) => <Because row={one} /> },
        ]}
      />
    </section>
  );
}

function Because({ row }: { row: DryClient }) {
  if (!row.why.length) return <span className="rule">{row.rules.join(' · ')}</span>;
  return (
    <details>
      <summary className="rule">{row.rules.join(' · ')}</summary>
      <ul>
        {row.why.map((one, index) => (
          <li key={index}>{sentence(one)}</li>
        ))}
      </ul>
    </details>
  );
}
