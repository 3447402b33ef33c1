import { useState } from 'react';
import { ApiError } from '../shared/api';
import { t, text } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { mistakeText } from '../shared/mistakes';
import { parley } from '../shared/parley';
import { dateAndTime } from '../shared/time';
import type { Args, ChannelType, FormField, Texts } from '../shared/types';
import { Button, CopyLine, Dialog, Notice, SelectField, Switch, TextField } from '../shared/ui';
import { refusal, type Connected } from './Channels';
import { said, stateText } from './common';

const INPUTS = { url: 'url', phone: 'tel', email: 'email', number: 'number' } as const;

/** Connects an account, or changes one, by the adapter's own steps. An empty secret stays as it was. */
export function ChannelForm(props: {
  type: ChannelType;
  channel: Connected | null;
  publicUrl: string | null;
  onClose: () => void;
  onSaved: (row: Connected) => void;
}) {
  const { type, onClose, onSaved } = props;
  const [channel, setChannel] = useState(props.channel);
  const fields = type.steps.flatMap((step) => step.fields ?? []);
  const typed = fields.filter((one) => one.kind !== 'copy' && one.kind !== 'note');
  const copies = fields.filter((one) => one.kind === 'copy');
  const [name, setName] = useState(channel?.name ?? said(type.name));
  const [values, setValues] = useState(() =>
    Object.fromEntries(typed.map((one) => [one.key, known(channel?.fields?.[one.key]) ?? one.value ?? ''])),
  );
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const unreachable = type.needs.includes('public_https') && !props.publicUrl?.startsWith('https:');
  const errors = mistakesIn(problem, said(type.name));

  async function save(): Promise<void> {
    setBusy(true);
    try {
      const body = { name, fields: values };
      const saved = channel
        ? await parley.api.send<{ row: Connected }>('PATCH', `/channels/${channel.id}`, body)
        : await parley.api.send<{ row: Connected }>('POST', '/channels', { type: type.type, ...body });
      setProblem(null);
      onSaved(saved.row);
      // What has to be pasted elsewhere is known only now.
      if (!channel && copies.length) setChannel(saved.row);
      else onClose();
    } catch (found) {
      setProblem(found);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      wide
      title={channel ? channel.name : t('channels.connectOne', { name: said(type.name) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t(channel ? 'close' : 'cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void save()}>
            {t(channel ? 'save' : 'channels.connectButton')}
          </Button>
        </>
      }
    >
      {problem && !Object.keys(errors).length ? <Notice tone="red">{refusal(problem, said(type.name))}</Notice> : null}
      {unreachable && (
        <Notice tone="warn">
          {t('channels.error.needs_public_https', { url: props.publicUrl ?? location.origin })}
        </Notice>
      )}
      {!channel &&
        type.steps
          .filter((step) => step.kind === 'text')
          .map((step, index) => (
            <p key={index} className="quiet">
              {said(step.body)}
            </p>
          ))}
      <TextField
        label={t('settings.channelName')}
        help={t('channels.nameHelp')}
        value={name}
        maxLength={60}
        error={errors.name}
        onChange={setName}
      />
      {typed
        .filter((one) => !one.when || values[one.when.key] === one.when.is)
        .map((one) => (
          <Typed
            key={one.key}
            field={one}
            value={values[one.key] ?? ''}
            kept={channel ? secret(channel.fields?.[one.key]) : null}
            error={errors[one.key]}
            onChange={(value) => setValues({ ...values, [one.key]: value })}
          />
        ))}
      {channel &&
        copies.map((one) => (
          <CopyLine key={one.key} label={said(one.label)} value={known(channel.fields?.[one.key]) ?? ''} lines={2} />
        ))}
      {channel?.type === 'web' && channel.key && (
        <p>
          <a href={`/widget/demo/${channel.key}`} target="_blank" rel="noreferrer">
            {t('channels.demo')}
          </a>
        </p>
      )}
      {channel && <Past id={channel.id} />}
    </Dialog>
  );
}

/** The states that the channel was in: where it had gaps (UX 12.3). */
function Past({ id }: { id: string }) {
  const loaded = useLoaded<{ past: { state: string; reason: string | null; reasonText: Texts | null; at: string }[] }>(
    `/channels/${id}`,
  );
  const past = loaded.value?.past ?? [];
  if (!past.length) return null;
  return (
    <details>
      <summary>{t('channels.past')}</summary>
      <ul className="stack-tight">
        {past.map((one) => (
          <li key={one.at + one.state} className="small">
            <span className="quiet">{dateAndTime(one.at)}</span> {stateText(one)}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Typed(props: {
  field: FormField;
  value: string;
  kept: string | null;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const { field, value, kept, error, onChange } = props;
  const label = field.required ? said(field.label) : `${said(field.label)} (${t('optional')})`;
  const help = [said(field.help), field.example && t('channels.example', { example: field.example })]
    .filter(Boolean)
    .join(' ');
  if (field.kind === 'switch')
    return (
      <Switch label={said(field.label)} checked={value === 'true'} onChange={(on) => onChange(on ? 'true' : 'false')} />
    );
  if (field.kind === 'select')
    return (
      <SelectField
        label={label}
        help={help}
        error={error}
        value={value}
        choices={Object.entries(field.options ?? {}).map(([one, texts]) => ({ value: one, text: said(texts) }))}
        onChange={onChange}
      />
    );
  return (
    <TextField
      label={label}
      help={kept ? `${help} ${t('channels.kept', { ends: kept })}` : help}
      error={error}
      type={field.kind === 'secret' ? 'password' : (INPUTS[field.kind as keyof typeof INPUTS] ?? 'text')}
      autoComplete={field.kind === 'secret' ? 'off' : undefined}
      lines={field.kind === 'origins' ? 3 : undefined}
      value={value}
      onChange={onChange}
    />
  );
}

function known(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

/** Secrets never come back: only how they end. */
function secret(value: unknown): string | null {
  return value && typeof value === 'object' && 'ends' in value ? String(value.ends) : null;
}

/** A field's mistake by its last word: the server says `fields.token`. */
function mistakesIn(problem: unknown, name: string): Record<string, string> {
  if (!(problem instanceof ApiError)) return {};
  const worded = (code: string, args: Args = {}) =>
    text(`channels.error.${code}`, { name, detail: '', ...args }) ?? mistakeText(code, args);
  return Object.fromEntries(
    problem.fields.map(({ path, code, args }) => [path.split(/[./]/).at(-1) ?? path, worded(code, args)]),
  );
}
