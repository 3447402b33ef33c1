import { useState } from 'react';
import { language, t } from '../shared/i18n';
import { Button, Check, Dialog, IconButton, Notice, SelectField, Skeleton, Tag, TextField, toast } from '../shared/ui';
import { complain, mistakes, reason, send, useSetUp } from './state';
import { Webhooks } from './Webhooks';
import type { CrmEmployee, Pipeline, SetUpData, Stage, StageKind } from './types';

export function SetUpPage() {
  const setUp = useSetUp();
  const data = setUp.value;
  return (
    <main className="crm-page scroller">
      <header className="crm-head">
        <h1>{t('crm.nav.setup')}</h1>
      </header>
      <div className="crm-body narrow">
        {setUp.problem ? <Notice tone="red">{reason(setUp.problem)}</Notice> : null}
        {!data && !setUp.problem && <Skeleton rows={6} height={48} />}
        {data && !data.admin && <Notice>{t('crm.adminsOnly')}</Notice>}
        {data && <Employees data={data} put={setUp.put} />}
        {data?.pipelines.map((pipeline) => (
          <PipelineForm key={pipeline.id} pipeline={pipeline} data={data} put={setUp.put} />
        ))}
        {data?.admin && <AddPipeline put={setUp.put} />}
        {data?.admin && <Webhooks />}
      </div>
    </main>
  );
}

type Put = (data: SetUpData) => void;

function Employees({ data, put }: { data: SetUpData; put: Put }) {
  const [edited, setEdited] = useState<CrmEmployee | null>(null);
  return (
    <section className="panel" aria-label={t('crm.employees')}>
      <h2>{t('crm.employees')}</h2>
      <ul className="stack">
        {data.employees.map((one) => (
          <li key={one.id} className="line-up">
            <span className="grow">
              {one.name} {one.email && <span className="quiet small">{one.email}</span>}
            </span>
            {one.admin && <Tag tone="accent">{t('crm.admin')}</Tag>}
            {one.active === false && <Tag>{t('crm.inactive')}</Tag>}
            {data.admin && (
              <IconButton icon="pencil" label={t('crm.edit', { name: one.name })} onClick={() => setEdited(one)} />
            )}
          </li>
        ))}
      </ul>
      {data.admin && (
        <div>
          <Button icon="plus" onClick={() => setEdited({ id: '', name: '', email: null, admin: false, active: true })}>
            {t('crm.addEmployee')}
          </Button>
        </div>
      )}
      {edited && <EmployeeDialog employee={edited} put={put} onClose={() => setEdited(null)} />}
    </section>
  );
}

function EmployeeDialog({ employee, put, onClose }: { employee: CrmEmployee; put: Put; onClose: () => void }) {
  const [form, setForm] = useState(employee);
  const [problem, setProblem] = useState<unknown>(null);
  const errors = mistakes(problem);
  const special = errors.admin ?? errors.active;

  async function save(): Promise<void> {
    try {
      const path = employee.id ? `employees/${employee.id}` : 'employees';
      put(await send<SetUpData>(employee.id ? 'PUT' : 'POST', path, form));
      onClose();
    } catch (found) {
      setProblem(found);
    }
  }

  return (
    <Dialog
      title={employee.id ? employee.name : t('crm.addEmployee')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" onClick={() => void save()}>
            {t('save')}
          </Button>
        </>
      }
    >
      {special && <Notice tone="red">{special}</Notice>}
      {problem && !Object.keys(errors).length ? <Notice tone="red">{reason(problem)}</Notice> : null}
      <TextField
        label={t('crm.who')}
        value={form.name}
        error={errors.name}
        onChange={(name) => setForm({ ...form, name })}
      />
      <TextField
        label={t('crm.email')}
        type="email"
        value={form.email ?? ''}
        error={errors.email}
        onChange={(email) => setForm({ ...form, email })}
      />
      <Check
        label={t('crm.admin')}
        help={t('crm.adminHelp')}
        checked={form.admin}
        onChange={(admin) => setForm({ ...form, admin })}
      />
      {employee.id && (
        <Check
          label={t('crm.active')}
          help={t('crm.activeHelp')}
          checked={form.active !== false}
          onChange={(active) => setForm({ ...form, active })}
        />
      )}
    </Dialog>
  );
}

/** Name and stages are saved together; nothing takes effect before. */
function PipelineForm({ pipeline, data, put }: { pipeline: Pipeline; data: SetUpData; put: Put }) {
  const [name, setName] = useState(pipeline.name);
  const [stages, setStages] = useState(pipeline.stages);
  const [problem, setProblem] = useState<unknown>(null);
  const errors = mistakes(problem);
  const changed = name !== pipeline.name || JSON.stringify(stages) !== JSON.stringify(pipeline.stages);
  const setStage = (place: number, change: Partial<Stage>) =>
    setStages(stages.map((stage, at) => (at === place ? { ...stage, ...change } : stage)));
  const swap = (place: number, by: number) => {
    const moved = stages[place];
    if (moved) setStages(stages.toSpliced(place, 1).toSpliced(place + by, 0, moved));
  };

  async function save(): Promise<void> {
    try {
      const fresh = await send<SetUpData>('PUT', `pipelines/${pipeline.id}`, { name, stages });
      setStages(fresh.pipelines.find((one) => one.id === pipeline.id)?.stages ?? stages);
      setProblem(null);
      put(fresh);
      toast(t('saved'));
    } catch (found) {
      setProblem(found);
    }
  }

  async function remove(): Promise<void> {
    try {
      put(await send<SetUpData>('DELETE', `pipelines/${pipeline.id}`));
    } catch (found) {
      complain(found);
    }
  }

  return (
    <section className="panel" aria-label={pipeline.name}>
      <TextField label={t('crm.pipeline')} value={name} error={errors.name} disabled={!data.admin} onChange={setName} />
      {errors.stages && <Notice tone="red">{errors.stages}</Notice>}
      <ol className="stack">
        {stages.map((stage, place) => (
          <StageLine
            key={stage.id || `new-${place}`}
            stage={stage}
            error={errors[`stages.${place}.name`]}
            locked={!data.admin}
            onChange={(change) => setStage(place, change)}
            onUp={place > 0 ? () => swap(place, -1) : undefined}
            onDown={place < stages.length - 1 ? () => swap(place, 1) : undefined}
            onRemove={() => setStages(stages.toSpliced(place, 1))}
          />
        ))}
      </ol>
      {data.admin && (
        <div className="line-up wrap">
          <Button
            icon="plus"
            onClick={() => setStages([...stages, { id: '', name: '', kind: 'OPEN' as StageKind, colour: '#1660c8' }])}
          >
            {t('crm.addStage')}
          </Button>
          <span className="grow" />
          <Button kind="danger" onClick={() => void remove()}>
            {t('crm.removePipeline')}
          </Button>
          <Button kind="primary" disabled={!changed} onClick={() => void save()}>
            {t('save')}
          </Button>
        </div>
      )}
    </section>
  );
}

function StageLine(props: {
  stage: Stage;
  error: string | undefined;
  locked: boolean;
  onChange: (change: Partial<Stage>) => void;
  onUp?: () => void;
  onDown?: () => void;
  onRemove: () => void;
}) {
  const { stage, error, locked, onChange, onUp, onDown, onRemove } = props;
  return (
    <li className="crm-stage">
      <input
        type="color"
        aria-label={t('crm.colourOf', { name: stage.name })}
        value={stage.colour ?? '#667085'}
        disabled={locked}
        onInput={(event) => onChange({ colour: event.currentTarget.value })}
      />
      <div className="grow">
        <TextField
          bare
          label={t('crm.stage')}
          value={stage.name}
          error={error}
          disabled={locked}
          onChange={(name) => onChange({ name })}
        />
      </div>
      <SelectField
        bare
        label={t('crm.kind')}
        value={stage.kind}
        disabled={locked || stage.id !== ''}
        choices={(['UNSORTED', 'OPEN', 'WON', 'LOST'] as const).map((kind) => ({
          value: kind,
          text: t(`crm.kind.${kind}`),
        }))}
        onChange={(kind) => onChange({ kind: kind as StageKind })}
      />
      {!locked && (
        <span className="line-up">
          <IconButton icon="back" label={t('crm.up', { name: stage.name })} disabled={!onUp} onClick={() => onUp?.()} />
          <IconButton
            icon="down"
            label={t('crm.down', { name: stage.name })}
            disabled={!onDown}
            onClick={() => onDown?.()}
          />
          <IconButton icon="trash" label={t('crm.removeStage', { name: stage.name })} onClick={onRemove} />
        </span>
      )}
    </li>
  );
}

function AddPipeline({ put }: { put: Put }) {
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<unknown>(null);

  async function add(): Promise<void> {
    try {
      put(await send<SetUpData>('POST', 'pipelines', { name, language: language() }));
      setName('');
      setProblem(null);
    } catch (found) {
      setProblem(found);
    }
  }

  return (
    <section className="panel" aria-label={t('crm.addPipeline')}>
      <TextField
        label={t('crm.newPipeline')}
        value={name}
        error={problem ? (mistakes(problem).name ?? reason(problem)) : null}
        onChange={setName}
      />
      <div>
        <Button icon="plus" onClick={() => void add()}>
          {t('crm.addPipeline')}
        </Button>
      </div>
    </section>
  );
}
