import { useState } from 'react';
import { ApiError } from '../shared/api';
import { usePlace } from '../shared/hooks';
import { language, t } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { mistakesOf, mistakeText } from '../shared/mistakes';
import { parley } from '../shared/parley';
import type { Language } from '../shared/types';
import { Button, Check, Combobox, Notice, SelectField, TextField } from '../shared/ui';
import { Page } from './Page';
import { Password } from './Password';

export const PASSWORD_MIN = 10;

interface Form {
  name: string;
  email: string;
  password: string;
  company: string;
  language: Language;
  zone: string;
  demo: boolean;
}

const STEPS = 5;
/** The step that shows a field: mistakes found by the server lead back to it. */
const STEP_OF: Record<string, number> = { name: 1, email: 1, password: 1, company: 2, language: 2, zone: 2 };

/** The first run (UX 8): five steps, only the first has to be filled in; nothing is sent before the last. */
export function SetUp() {
  const token = usePlace().query.get('token') ?? '';
  const [step, setStep] = useState(1);
  const [form, setForm] = useState<Form>({
    name: '',
    email: '',
    password: '',
    company: '',
    language: language(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    demo: false,
  });
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  // Whoever comes with a used link hears of it before he types anything.
  const link = useLoaded<{ open: boolean }>(`/setup?token=${encodeURIComponent(token)}`);
  const set = (change: Partial<Form>) => setForm({ ...form, ...change });

  function next() {
    const found = step === 1 ? firstStepMistakes(form) : {};
    setErrors(found);
    if (!Object.keys(found).length) setStep(step + 1);
  }

  async function finish() {
    setBusy(true);
    setErrors({});
    try {
      await parley.api.send('POST', '/setup', { token, ...form });
      await parley.router.go('/app/chats', 'replace');
      await parley.begin();
    } catch (problem) {
      const found = mistakesOf(problem);
      const first = Object.keys(found).find((path) => STEP_OF[path]);
      if (first) setStep(STEP_OF[first] as number);
      const refused = problem instanceof ApiError && problem.status < 500;
      setErrors(first ? found : { '': refused ? t('setup.noLink') : t('signIn.noNetwork') });
    } finally {
      setBusy(false);
    }
  }

  if (link.problem instanceof ApiError && link.problem.status === 404)
    return (
      <Page title={t('setup.title')} wide>
        <Notice tone="red" icon="warning">
          {t('setup.noLink')}
        </Notice>
        <p>
          <a href="/app/chats">{t('signIn.button')}</a>
        </p>
      </Page>
    );

  return (
    <Page title={t('setup.title')} wide>
      <ol className="setup-steps" aria-label={t('setup.steps', { n: step, of: STEPS })}>
        {Array.from({ length: STEPS }, (_, index) => (
          <li
            key={index}
            className={index < step ? 'done' : undefined}
            aria-current={index + 1 === step ? 'step' : undefined}
          >
            <span className="hidden-text">{t(`setup.${(index + 1) as 1 | 2 | 3 | 4 | 5}`)}</span>
          </li>
        ))}
      </ol>
      <form
        className="stack"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (step < STEPS) next();
          else void finish();
        }}
      >
        <div>
          <p className="quiet small">{t('setup.steps', { n: step, of: STEPS })}</p>
          <h2>{t(`setup.${step as 1 | 2 | 3 | 4 | 5}`)}</h2>
          <p className="quiet">{t(`setup.${step as 1 | 2 | 3 | 4 | 5}help`)}</p>
        </div>
        {errors[''] && (
          <Notice tone="red" icon="warning">
            {errors['']}
          </Notice>
        )}
        {step === 1 && <Administrator form={form} set={set} errors={errors} />}
        {step === 2 && <Company form={form} set={set} errors={errors} />}
        {step === 3 && (
          <Choices
            name="crm"
            chosen={t('setup.builtin')}
            chosenHelp={t('setup.builtinHelp')}
            other={t('setup.others')}
            otherHelp={t('setup.othersHelp')}
          />
        )}
        {step === 4 && <Choices name="channel" chosen={t('setup.web')} chosenHelp={t('setup.webHelp')} />}
        {step === 5 && (
          <Check
            label={t('setup.demo')}
            help={t('setup.demoHelp')}
            checked={form.demo}
            onChange={(demo) => set({ demo })}
          />
        )}
        <div className="line-up">
          {step > 1 && (
            <Button kind="quiet" icon="back" onClick={() => setStep(step - 1)}>
              {t('back')}
            </Button>
          )}
          <span className="grow" />
          {step > 1 && step < STEPS && (
            <Button kind="quiet" onClick={() => setStep(STEPS)}>
              {t('skip')}
            </Button>
          )}
          <Button kind="primary" type="submit" busy={busy}>
            {step < STEPS ? t('next') : t('setup.finish')}
          </Button>
        </div>
      </form>
    </Page>
  );
}

export function firstStepMistakes(form: Pick<Form, 'name' | 'email' | 'password'>): Record<string, string> {
  const found: Record<string, string> = {};
  if (!form.name.trim()) found.name = mistakeText('required');
  if (!form.email.trim()) found.email = mistakeText('required');
  else if (!/^\S+@\S+\.\S+$|^\S+@localhost$/.test(form.email.trim())) found.email = mistakeText('email');
  if (form.password.length < PASSWORD_MIN) found.password = mistakeText('short', { min: PASSWORD_MIN });
  return found;
}

interface StepProps {
  form: Form;
  set: (change: Partial<Form>) => void;
  errors: Record<string, string>;
}

function Administrator({ form, set, errors }: StepProps) {
  return (
    <>
      <TextField
        label={t('setup.name')}
        autoComplete="name"
        value={form.name}
        onChange={(name) => set({ name })}
        error={errors.name}
      />
      <TextField
        label={t('signIn.email')}
        type="email"
        autoComplete="username"
        value={form.email}
        onChange={(email) => set({ email })}
        error={errors.email}
      />
      <Password
        label={t('signIn.password')}
        autoComplete="new-password"
        value={form.password}
        onChange={(password) => set({ password })}
        error={errors.password}
        help={t('setup.passwordHelp')}
      />
    </>
  );
}

function Company({ form, set, errors }: StepProps) {
  const zones = Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, text: zone.replaceAll('_', ' ') }));
  return (
    <>
      <TextField
        label={t('setup.company')}
        autoComplete="organization"
        value={form.company}
        onChange={(company) => set({ company })}
        error={errors.company}
      />
      <SelectField
        label={t('language')}
        value={form.language}
        choices={[
          { value: 'ru', text: 'Русский' },
          { value: 'en', text: 'English' },
        ]}
        onChange={(chosen) => {
          set({ language: chosen as Language });
          void parley.useLanguage(chosen as Language);
        }}
      />
      <Combobox
        label={t('setup.zone')}
        options={zones}
        value={form.zone}
        onChange={(zone) => set({ zone })}
        error={errors.zone}
      />
    </>
  );
}

function Choices(props: { name: string; chosen: string; chosenHelp: string; other?: string; otherHelp?: string }) {
  return (
    <fieldset className="stack">
      <Check
        type="radio"
        name={props.name}
        label={props.chosen}
        help={props.chosenHelp}
        checked
        onChange={() => undefined}
      />
      {props.other && (
        <Check
          type="radio"
          name={props.name}
          label={props.other}
          help={props.otherHelp}
          checked={false}
          disabled
          onChange={() => undefined}
        />
      )}
    </fieldset>
  );
}
