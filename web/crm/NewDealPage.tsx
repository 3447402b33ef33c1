import { useState } from 'react';
import { query } from '../shared/api';
import { usePlace } from '../shared/hooks';
import { t } from '../shared/i18n';
import { uuid7 } from '../shared/ids';
import { parley } from '../shared/parley';
import type { Page } from '../shared/types';
import { Button, Combobox, Notice, SelectField, Skeleton, TextField, type Option } from '../shared/ui';
import { complain, employeeChoices, mistakes, reason, send, useLoaded, useSetUp } from './state';
import type { ContactCard, ContactRow, DealRow, SetUpData } from './types';

/** The briefcase's «+» leads here, with the contact and perhaps the pipeline in the address (R61). */
export function NewDealPage() {
  const { query: asked } = usePlace();
  const contactId = asked.get('contactId');
  const setUp = useSetUp();
  return (
    <main className="crm-page scroller">
      <header className="crm-head">
        <h1>{t('crm.createDeal')}</h1>
      </header>
      <div className="crm-body narrow">
        {!setUp.value ? (
          <Skeleton rows={5} height={40} />
        ) : contactId ? (
          <ForContact setUp={setUp.value} contact={contactId} pipeline={asked.get('pipelineId')} />
        ) : (
          <Form setUp={setUp.value} contact={null} pipeline={asked.get('pipelineId')} />
        )}
      </div>
    </main>
  );
}

function ForContact({ contact, ...rest }: { setUp: SetUpData; contact: string; pipeline: string | null }) {
  const card = useLoaded<ContactCard>(`contacts/${contact}`);
  if (card.problem) return <Notice tone="red">{reason(card.problem)}</Notice>;
  if (!card.value) return <Skeleton rows={5} height={40} />;
  return <Form {...rest} contact={{ value: card.value.id, text: card.value.name }} />;
}

function Form({ setUp, contact, pipeline }: { setUp: SetUpData; contact: Option | null; pipeline: string | null }) {
  const [key] = useState(uuid7);
  const [options, setOptions] = useState<Option[]>(contact ? [contact] : []);
  const first = setUp.pipelines.find((one) => one.id === pipeline) ?? setUp.pipelines[0];
  const [form, setForm] = useState({
    name: contact?.text ?? '',
    contact: contact?.value ?? null,
    pipeline: first?.id ?? '',
    stage: '',
    amount: '',
    responsible: setUp.me ?? '',
  });
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const errors = mistakes(problem);
  const stages = (setUp.pipelines.find((one) => one.id === form.pipeline)?.stages ?? []).filter(
    (one) => one.kind !== 'UNSORTED',
  );

  async function search(typed: string): Promise<void> {
    try {
      const page = await parley.api.get<Page<ContactRow>>(`/crm/contacts${query({ q: typed })}`);
      setOptions(page.rows.map((row) => ({ value: row.id, text: row.name, note: row.phones.join(', ') })));
    } catch (found) {
      complain(found);
    }
  }

  async function save(): Promise<void> {
    setBusy(true);
    try {
      const { contact: who, ...rest } = form;
      const deal = await send<DealRow>('POST', 'deals', { ...rest, contacts: who ? [who] : [], key });
      await parley.router.go(`/app/crm/deals/${deal.id}`, 'replace');
    } catch (found) {
      setProblem(found);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      className="panel"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {problem && !Object.keys(errors).length ? <Notice tone="red">{reason(problem)}</Notice> : null}
      <TextField label={t('crm.name')} value={form.name} error={errors.name} onChange={(name) => set({ name })} />
      <Combobox
        label={t('crm.contact')}
        options={options}
        value={form.contact}
        error={errors.contacts ?? errors['contacts.0']}
        search={(typed) => void search(typed)}
        onChange={(id) => set({ contact: id })}
      />
      <SelectField
        label={t('crm.pipeline')}
        value={form.pipeline}
        error={errors.pipeline}
        choices={setUp.pipelines.map((one) => ({ value: one.id, text: one.name }))}
        onChange={(id) => set({ pipeline: id, stage: '' })}
      />
      <SelectField
        label={t('crm.stage')}
        value={form.stage || (stages[0]?.id ?? '')}
        error={errors.stage}
        choices={stages.map((one) => ({ value: one.id, text: one.name }))}
        onChange={(stage) => set({ stage })}
      />
      <TextField
        label={t('crm.amount')}
        value={form.amount}
        error={errors.amount}
        onChange={(amount) => set({ amount })}
      />
      <SelectField
        label={t('crm.responsible')}
        value={form.responsible}
        error={errors.responsible}
        choices={employeeChoices(setUp, form.responsible, setUp.me ? null : t('choose'))}
        onChange={(responsible) => set({ responsible })}
      />
      <div>
        <Button kind="primary" type="submit" busy={busy}>
          {t('crm.createDeal')}
        </Button>
      </div>
    </form>
  );
}
