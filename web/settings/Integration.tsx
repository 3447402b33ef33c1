import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../shared/api';
import { usePlace } from '../shared/hooks';
import { t, text } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { parley } from '../shared/parley';
import { dateAndTime } from '../shared/time';
import { Button, Dialog, Empty, Menu, Notice, Skeleton, toast } from '../shared/ui';
import { complain, reason, Spoken } from './common';
import { ChannelSections } from './ChannelSections';
import { documentOf, parts, rebased, same, settled, ticked, type Document, type Known } from './form';
import { History } from './History';
import { IntegrationSections } from './IntegrationSections';
import './settings.css';

type Answer = Document & Known;

interface Finding {
  path: string;
  code: string;
  args?: Record<string, string>;
}

interface Refreshed {
  employees: number;
  added: number;
  left: string[];
  pipelines: number;
  stages: number;
}

interface Conflict {
  current: Document;
  by: string;
  at: string;
  changed: string[];
}

/** «Интеграция с CRM»: one form over the whole document; nothing takes effect before it is saved. */
export default function Integration() {
  return <Spoken>{() => <Loading id={usePlace().path[1] ?? ''} />}</Spoken>;
}

function Loading({ id }: { id: string }) {
  const loaded = useLoaded<Answer>(`/integrations/${id}/settings`);
  if (loaded.problem && !loaded.value)
    return (
      <Empty icon="warning">
        <p>{reason(loaded.problem)}</p>
        <div>
          <Button onClick={loaded.reload}>{t('retry')}</Button>
        </div>
      </Empty>
    );
  if (!loaded.value) return <Skeleton rows={8} height={56} />;
  return <Form key={loaded.value.version} id={id} answer={loaded.value} reload={loaded.reload} />;
}

function Form({ id, answer, reload }: { id: string; answer: Answer; reload: () => void }) {
  const saved = documentOf(answer);
  const wanted = parley.router.place.query.get('channel');
  const [form, setForm] = useState(() => ticked(saved, wanted));
  const [chosen, setChosen] = useState(
    () =>
      (form.channels.find((one) => one.id === wanted) ?? form.channels.find((one) => one.ticked) ?? form.channels[0])
        ?.id ?? '',
  );
  const list = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<'idle' | 'saving' | 'refreshing'>('idle');
  const [findings, setFindings] = useState<Finding[]>([]);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [gone, setGone] = useState<string[]>([]);
  const [asking, setAsking] = useState<'leave' | 'delete' | 'history' | null>(null);
  const [leave, setLeave] = useState<{ decide: (go: boolean) => void } | null>(null);
  const dirty = !same(form, saved);

  useEffect(() => {
    if (findings.length) list.current?.focus();
  }, [findings]);

  useEffect(() => {
    if (!dirty) {
      parley.router.setGuard(null);
      return;
    }
    parley.router.setGuard(
      () =>
        new Promise<boolean>((decide) => {
          setLeave({ decide });
          setAsking('leave');
        }),
    );
    return () => parley.router.setGuard(null);
  }, [dirty]);

  async function save(document: Document = form): Promise<boolean> {
    setState('saving');
    try {
      const done = await parley.api.send<{ settings: Document }>('PUT', `/integrations/${id}/settings`, document);
      setFindings([]);
      setConflict(null);
      toast(t('settings.savedVersion', { n: done.settings.version }));
      parley.router.setGuard(null);
      reload();
      return true;
    } catch (problem) {
      if (problem instanceof ApiError && problem.status === 409) setConflict(problem.body as unknown as Conflict);
      else if (problem instanceof ApiError && problem.fields.length) setFindings(problem.fields as Finding[]);
      else complain(problem);
      return false;
    } finally {
      setState('idle');
    }
  }

  async function refresh(): Promise<void> {
    setState('refreshing');
    try {
      const told = await parley.api.send<Refreshed>('POST', `/integrations/${id}/refresh`, {});
      const fresh = await parley.api.get<Answer>(`/integrations/${id}/settings`);
      if (!dirty) reload();
      else setForm(rebased(saved, form, documentOf(fresh)));
      const { employees, added, left, pipelines, stages } = told;
      toast(t('settings.refreshedToast', { e: employees, added, left: left.length, p: pipelines, s: stages }));
      setGone(left);
    } catch (problem) {
      complain(problem);
    } finally {
      setState('idle');
    }
  }

  async function reconnect(): Promise<void> {
    setState('refreshing');
    try {
      await parley.api.send('POST', '/integrations', { crm: answer.crm });
      reload();
    } catch (problem) {
      complain(problem);
    } finally {
      setState('idle');
    }
  }

  async function remove(): Promise<void> {
    try {
      await parley.api.send('DELETE', `/integrations/${id}`);
      setAsking(null);
      reload();
    } catch (problem) {
      complain(problem);
    }
  }

  /** Opens the channel that the mistake is in, and goes to its field. */
  function show(finding: Finding): void {
    const [list, channel] = parts(finding.path);
    if (list === 'channels' && channel) setChosen(channel);
    setTimeout(() => {
      const field = document.querySelector<HTMLElement>('.sheet-body [aria-invalid="true"], .sheet-body .error-text');
      field?.scrollIntoView({ block: 'center' });
      field?.focus();
    });
  }

  const mistakes = Object.fromEntries(findings.map((one) => [one.path, findingText(one)]));
  const status =
    state === 'saving'
      ? t('saving')
      : state === 'refreshing'
        ? t('settings.refreshing')
        : findings.length
          ? t('settings.correct', { n: findings.length })
          : dirty
            ? t('settings.unsaved')
            : t('settings.allSaved');

  return (
    <main className="sheet scroller" data-pane tabIndex={-1}>
      <header className="sheet-head">
        <div className="grow">
          <h1>{t('nav.integration')}</h1>
          <p className="quiet small" role="status">
            {status}
          </p>
        </div>
        <span className="settings-wide">
          <Button busy={state === 'refreshing'} icon="refresh" onClick={() => void refresh()}>
            {t(state === 'refreshing' ? 'settings.refreshing' : 'settings.refresh')}
          </Button>
        </span>
        <Menu
          label={t('more')}
          items={() => [
            { text: t('settings.refresh'), icon: 'refresh', run: () => void refresh() },
            { text: t('settings.history'), icon: 'clock', run: () => setAsking('history') },
            { text: t('settings.delete'), icon: 'trash', danger: true, run: () => setAsking('delete') },
          ]}
        />
        <Button kind="primary" disabled={!dirty} busy={state === 'saving'} onClick={() => void save()}>
          <span className="settings-wide">{t('settings.save')}</span>
          <span className="settings-narrow">{t('save')}</span>
        </Button>
      </header>
      <div className="sheet-body">
        {answer.connected === false && (
          <Notice tone="warn" icon="warning">
            <p>{t('settings.disconnected')}</p>
            <Button busy={state === 'refreshing'} onClick={() => void reconnect()}>
              {t('settings.reconnect')}
            </Button>
          </Notice>
        )}
        {gone.length > 0 && <Notice tone="warn">{t('settings.left', { names: gone.join(', ') })}</Notice>}
        {answer.refreshedAt && (
          <p className="quiet small">{t('settings.refreshedAt', { time: dateAndTime(answer.refreshedAt) })}</p>
        )}
        {findings.length > 0 && (
          <div ref={list} tabIndex={-1}>
            <Notice tone="red" icon="warning">
              <p>{t('settings.correct', { n: findings.length })}</p>
              <ul className="stack-tight">
                {findings.map((one) => (
                  <li key={one.path + one.code}>
                    <button type="button" className="linklike" onClick={() => show(one)}>
                      {placed(form, one)}
                    </button>
                  </li>
                ))}
              </ul>
            </Notice>
          </div>
        )}
        <ChannelSections
          form={form}
          known={answer}
          mistakes={mistakes}
          chosen={chosen}
          onChoose={setChosen}
          onChange={setForm}
        />
        <IntegrationSections form={form} known={answer} mistakes={mistakes} onChange={setForm} />
      </div>
      {conflict && (
        <ConflictDialog
          conflict={conflict}
          onClose={() => setConflict(null)}
          onTheirs={reload}
          onMine={() => void save(rebased(saved, form, conflict.current))}
        />
      )}
      {asking === 'leave' && leave && (
        <LeaveDialog
          onStay={() => {
            setAsking(null);
            leave.decide(false);
          }}
          onDiscard={() => leave.decide(true)}
          onSave={async () => {
            const done = await save();
            setAsking(null);
            leave.decide(done);
          }}
        />
      )}
      {asking === 'delete' && (
        <Dialog
          title={t('settings.deleteAsk', { crm: text(`settings.crm.${answer.crm}`) ?? answer.crm })}
          onClose={() => setAsking(null)}
          actions={
            <>
              <Button onClick={() => setAsking(null)}>{t('cancel')}</Button>
              <Button kind="danger" onClick={() => void remove()}>
                {t('settings.delete')}
              </Button>
            </>
          }
        >
          <p>{t('settings.deleteHelp')}</p>
        </Dialog>
      )}
      {asking === 'history' && (
        <History
          id={id}
          onClose={() => setAsking(null)}
          onRestore={(old, skipped) => {
            setForm(settled({ ...old, version: form.version }));
            setGone([]);
            if (skipped.length) toast(t('settings.skipped', { names: skipped.join(', ') }));
            setAsking(null);
          }}
        />
      )}
    </main>
  );
}

function findingText({ code, args }: Finding): string {
  return text(`settings.mistake.${code}`, args ?? {}) ?? t('mistake.other', { code });
}

/** A mistake with the name of the channel that it stands in. */
function placed(form: Document, finding: Finding): string {
  const [list, id] = parts(finding.path);
  const channel = list === 'channels' ? form.channels.find((one) => one.id === id) : undefined;
  return channel ? `${channel.name}: ${findingText(finding)}` : findingText(finding);
}

function ConflictDialog(props: { conflict: Conflict; onClose: () => void; onMine: () => void; onTheirs: () => void }) {
  const { conflict, onClose, onMine, onTheirs } = props;
  return (
    <Dialog
      title={t('settings.conflict', { who: conflict.by, time: dateAndTime(conflict.at) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onTheirs}>{t('settings.takeTheirs')}</Button>
          <Button kind="primary" onClick={onMine}>
            {t('settings.saveOnTop')}
          </Button>
        </>
      }
    >
      <p>{t('settings.conflictHelp')}</p>
      <ul className="settings-paths">
        {conflict.changed.map((path) => (
          <li key={path}>
            <code>{path}</code>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function LeaveDialog(props: { onStay: () => void; onDiscard: () => void; onSave: () => Promise<void> }) {
  return (
    <Dialog
      title={t('settings.leave')}
      onClose={props.onStay}
      actions={
        <>
          <Button onClick={props.onStay}>{t('settings.leaveBack')}</Button>
          <Button onClick={props.onDiscard}>{t('settings.leaveDiscard')}</Button>
          <Button kind="primary" onClick={() => void props.onSave()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <p>{t('settings.leaveHelp')}</p>
    </Dialog>
  );
}
