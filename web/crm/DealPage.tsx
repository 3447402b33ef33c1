import { useState } from 'react';
import { ApiError } from '../shared/api';
import { t } from '../shared/i18n';
import { Button, Empty, Menu, Notice, SelectField, Skeleton, TextField, toast } from '../shared/ui';
import { KindTag } from './DealLine';
import { accept, move, stageItems } from './moving';
import { employeeChoices, mistakes, reason, send, useLoaded, useSetUp } from './state';
import { Timeline } from './Timeline';
import type { DealRow, SetUpData, StageKind } from './types';

export function DealPage({ id }: { id: string }) {
  const card = useLoaded<DealRow>(`deals/${id}`);
  const setUp = useSetUp();
  if (card.problem)
    return (
      <Empty icon="question">
        <h1>{reason(card.problem)}</h1>
        <a href="/app/crm/deals">{t('crm.nav.deals')}</a>
      </Empty>
    );
  if (!card.value || !setUp.value) return <Skeleton rows={6} height={48} />;
  const deal = card.value;
  const pipeline = setUp.value.pipelines.find((one) => one.id === deal.pipeline);
  const stages = pipeline?.stages ?? [];
  const closed = deal.kind === 'WON' || deal.kind === 'LOST';

  async function act(call: Promise<DealRow | null>): Promise<void> {
    const fresh = await call;
    if (fresh) card.put(fresh);
    else card.reload();
  }
  const to = (kind: StageKind) => {
    const stage = stages.find((one) => one.kind === kind);
    if (stage) void act(move(deal, deal.pipeline, stage.id));
  };

  return (
    <main className="crm-page scroller">
      <header className="crm-head">
        <div className="grow">
          <h1>{deal.name}</h1>
          <p className="line-up small quiet">
            <a href={`/app/crm/deals?pipeline=${deal.pipeline}`}>{pipeline?.name ?? t('crm.nav.deals')}</a>
            <KindTag deal={deal} />
          </p>
        </div>
        {deal.kind === 'UNSORTED' && !deal.responsible ? (
          <Button kind="primary" onClick={() => void act(accept(deal))}>
            {t('crm.accept')}
          </Button>
        ) : closed ? (
          <Button onClick={() => to('OPEN')}>{t('crm.reopen')}</Button>
        ) : (
          <>
            <Button onClick={() => to('WON')}>{t('crm.won')}</Button>
            <Button onClick={() => to('LOST')}>{t('crm.lost')}</Button>
          </>
        )}
        <Menu
          label={t('crm.moveToStage')}
          className="button secondary"
          items={() => stageItems(deal, stages, (stage) => void act(move(deal, deal.pipeline, stage.id)))}
        >
          {t('crm.moveToStage')}
        </Menu>
      </header>
      <div className="crm-card">
        <Editor key={deal.id} deal={deal} setUp={setUp.value} onSaved={card.put} />
        <Timeline of={`deals/${id}`} version={deal.version} setUp={setUp.value} />
      </div>
    </main>
  );
}

interface Draft {
  name: string;
  amount: string;
  responsible: string;
}

function draftOf(deal: DealRow): Draft {
  return {
    name: deal.name,
    amount: deal.amount === null ? '' : String(deal.amount),
    responsible: deal.responsible?.id ?? '',
  };
}

/** Typed fields win over what arrives meanwhile: each is compared with what it was when typing began. */
function Editor({ deal, setUp, onSaved }: { deal: DealRow; setUp: SetUpData; onSaved: (deal: DealRow) => void }) {
  const [typed, setTyped] = useState<Partial<Draft>>({});
  const [version, setVersion] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const draft = { ...draftOf(deal), ...typed };
  const set = (change: Partial<Draft>) => {
    setVersion(version ?? deal.version);
    setTyped({ ...typed, ...change });
  };
  const current =
    problem instanceof ApiError && problem.code === 'stale' ? (problem.args.current as unknown as DealRow) : null;
  const done = (fresh: DealRow) => {
    setTyped({});
    setVersion(null);
    setProblem(null);
    onSaved(fresh);
  };

  async function save(over: number): Promise<void> {
    setBusy(true);
    try {
      const body = { ...draft, contacts: deal.contacts.map((one) => one.id), version: over };
      done(await send<DealRow>('PUT', `deals/${deal.id}`, body));
      toast(t('saved'));
    } catch (found) {
      setProblem(found);
    } finally {
      setBusy(false);
    }
  }

  const errors = mistakes(problem);
  return (
    <section className="panel" aria-label={t('crm.deal')}>
      {current && (
        <Notice tone="warn">
          <p>{t('crm.stale')}</p>
          <div className="line-up wrap">
            <Button onClick={() => done(current)}>{t('crm.takeTheirs')}</Button>
            <Button onClick={() => void save(current.version)}>{t('crm.saveMine')}</Button>
          </div>
        </Notice>
      )}
      {problem && !current && !Object.keys(errors).length ? <Notice tone="red">{reason(problem)}</Notice> : null}
      <TextField label={t('crm.name')} value={draft.name} error={errors.name} onChange={(name) => set({ name })} />
      <TextField
        label={t('crm.amount')}
        value={draft.amount}
        error={errors.amount}
        onChange={(amount) => set({ amount })}
      />
      {deal.kind !== 'UNSORTED' && (
        <SelectField
          label={t('crm.responsible')}
          value={draft.responsible}
          error={errors.responsible}
          choices={employeeChoices(setUp, draft.responsible, deal.responsible ? null : t('nobody'))}
          onChange={(responsible) => set({ responsible })}
        />
      )}
      <div className="stack">
        <h2>{t('crm.nav.contacts')}</h2>
        <ul className="stack">
          {deal.contacts.map((one) => (
            <li key={one.id}>
              <a href={`/app/crm/contacts/${one.id}`}>{one.name}</a>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <Button
          kind="primary"
          busy={busy}
          disabled={!Object.keys(typed).length}
          onClick={() => void save(version ?? deal.version)}
        >
          {t('save')}
        </Button>
      </div>
    </section>
  );
}
