import { useState, type ReactNode } from 'react';
import { t } from '../shared/i18n';
import type { ChannelType, FormField } from '../shared/types';
import { CopyLine, Field, SelectField, Switch, TextField } from '../shared/ui';
import { said } from '../settings/common';
import { endOf, fieldsOf, givenBy, valueOf, type ChannelForm, type Connected, type Filled, type Values } from './form';
import { inline, Instructions } from './Instructions';
import { Preview } from './Preview';

const INPUTS = { url: 'url', phone: 'tel', email: 'email', number: 'number' } as const;
const LARGEST_FILE = 4_000;

/** Everything that can be typed: the name, and what the adapter asks for. */
export function Fields({ type, channel, form }: { type: ChannelType; channel: Connected | null; form: ChannelForm }) {
  return (
    <>
      <TextField
        label={t('settings.channelName')}
        help={t('channels.nameHelp')}
        value={form.name}
        maxLength={60}
        error={form.errors.name}
        onChange={form.setName}
      />
      <Inputs fields={fieldsOf(type)} known={channel} form={form} />
    </>
  );
}

/** What an adapter asks for, a messenger's or a CRM's. */
export function Inputs(props: {
  fields: FormField[];
  known: Filled | null;
  form: { values: Values; errors: Record<string, string>; set: (key: string, value: string) => void };
}) {
  const { fields, known, form } = props;
  const given = givenBy(fields);
  return (
    <>
      {fields
        .filter((field) => !given.includes(field) && field.kind !== 'oauth')
        .map((field) => (
          <Typed
            key={field.key}
            field={field}
            value={form.values[field.key] ?? ''}
            kept={endOf(known, field)}
            error={form.errors[field.key]}
            onChange={(value) => form.set(field.key, value)}
          />
        ))}
    </>
  );
}

/** What is connected has to show: values to paste elsewhere, and its own page. */
export function Given(props: { fields: FormField[]; known: Filled; values: Values }) {
  const { fields, known, values } = props;
  return (
    <>
      {givenBy(fields).map((field) => {
        if (field.kind === 'note') return <Instructions key={field.key} text={said(field.label)} />;
        const value = valueOf(known, field);
        if (!value) return null;
        if (field.kind === 'page') return <Preview key={field.key} field={field} url={value} values={values} />;
        return (
          <div key={field.key} className="stack-tight">
            <CopyLine label={said(field.label)} value={value} lines={value.length > 60 ? 2 : undefined} />
            {field.help && <Instructions text={said(field.help)} />}
          </div>
        );
      })}
    </>
  );
}

interface TypedProps {
  field: FormField;
  value: string;
  kept: string | null;
  error: string | undefined;
  onChange: (value: string) => void;
}

function Typed({ field, value, kept, error, onChange }: TypedProps) {
  const label = field.required ? said(field.label) : `${said(field.label)} (${t('optional')})`;
  const words = [
    said(field.help),
    field.example && t('channels.example', { example: field.example }),
    kept !== null && t(kept ? 'channels.kept' : 'channels.keptShort', { ends: kept }),
  ]
    .filter(Boolean)
    .join(' ');
  const help = words && inline(words);
  switch (field.kind) {
    case 'note':
      return <Instructions text={said(field.label)} />;
    case 'switch':
      return (
        <div className="stack-tight">
          <Switch
            label={said(field.label)}
            checked={value === 'true'}
            onChange={(on) => onChange(on ? 'true' : 'false')}
          />
          {help && <span className="menu-note">{help}</span>}
        </div>
      );
    case 'select':
      return (
        <SelectField
          label={label}
          help={help}
          error={error}
          value={value}
          choices={[
            ...(value ? [] : [{ value: '', text: t('choose') }]),
            ...Object.entries(field.options ?? {}).map(([one, texts]) => ({ value: one, text: said(texts) })),
          ]}
          onChange={onChange}
        />
      );
    case 'file':
      return <FromFile label={label} help={help} error={error} onChange={onChange} />;
    default:
      return (
        <TextField
          label={label}
          help={help}
          error={error}
          type={field.kind === 'secret' ? 'password' : (INPUTS[field.kind as keyof typeof INPUTS] ?? 'text')}
          autoComplete={field.kind === 'secret' ? 'off' : undefined}
          lines={field.kind === 'origins' ? 3 : undefined}
          value={value}
          onChange={onChange}
        />
      );
  }
}

/** A key that a messenger gives as a file: its text is the value. */
function FromFile(props: { label: string; help: ReactNode; error?: string; onChange: (value: string) => void }) {
  const { label, help, error, onChange } = props;
  const [tooBig, setTooBig] = useState(false);
  return (
    <Field label={label} help={help} error={tooBig ? t('channels.error.long', { detail: LARGEST_FILE }) : error}>
      {(ids) => (
        <input
          className="input"
          type="file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            setTooBig((file?.size ?? 0) > LARGEST_FILE);
            if (file && file.size <= LARGEST_FILE) void file.text().then(onChange);
          }}
          {...ids}
        />
      )}
    </Field>
  );
}
