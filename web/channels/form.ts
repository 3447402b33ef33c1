/** A channel's form as it is typed: what the adapter asks for, what the hub keeps, what is wrong with it. */
import { useState } from 'react';
import { ApiError } from '../shared/api';
import { text } from '../shared/i18n';
import { mistakeText } from '../shared/mistakes';
import { parley } from '../shared/parley';
import type { Args, ChannelRow, ChannelType, FormField, Texts } from '../shared/types';
import { reason, said } from '../settings/common';

export interface Connected extends ChannelRow {
  key: string;
  stateSince: string;
  lastIn: string | null;
  lastOut: string | null;
  createdAt: string;
  reasonText?: Texts | null;
  fields: Record<string, unknown>;
}

export type Values = Record<string, string>;

/** Kinds that show something and take nothing. */
const SHOWN: FormField['kind'][] = ['copy', 'note', 'page'];

export function fieldsOf(type: ChannelType): FormField[] {
  return type.steps.flatMap((step) => step.fields ?? []);
}

/**
 * What a connected channel has to show: values to paste elsewhere, its own page, and notes that stand behind them
 * because they say what to do with them.
 */
export function givenBy(fields: FormField[]): FormField[] {
  const first = fields.findIndex(isGiven);
  return fields.filter((one, index) => isGiven(one) || (one.kind === 'note' && first >= 0 && index > first));
}

function isGiven(field: FormField): boolean {
  return field.kind === 'copy' || field.kind === 'page';
}

/** Whatever was connected by a form: a channel, a CRM. */
export interface Filled {
  fields: Record<string, unknown>;
}

/** What this field shows of what is connected: nothing while nothing is. */
export function valueOf(known: Filled | null, field: FormField): string {
  const value = known?.fields[field.key];
  return typeof value === 'string' ? value : '';
}

/** Secrets never come back: only how they end. */
export function endOf(known: Filled | null, field: FormField): string | null {
  const value = known?.fields[field.key];
  return value && typeof value === 'object' && 'ends' in value && 'set' in value && value.set
    ? String(value.ends)
    : null;
}

/** What the fields begin with. */
export function typedValues(fields: FormField[], known: Filled | null): Values {
  return Object.fromEntries(
    fields
      .filter((field) => !SHOWN.includes(field.kind))
      .map((field) => [field.key, valueOf(known, field) || (known ? '' : (field.value ?? ''))]),
  );
}

export interface ChannelForm {
  name: string;
  values: Values;
  errors: Record<string, string>;
  /** A refusal that belongs to no field. */
  refusal: string | null;
  busy: boolean;
  dirty: boolean;
  setName: (name: string) => void;
  set: (key: string, value: string) => void;
  save: () => Promise<Connected | null>;
}

/** `save` answers the row as it is now, or nothing when the hub or the messenger refused. */
export function useChannelForm(type: ChannelType, channel: Connected | null): ChannelForm {
  const before = { name: channel?.name ?? said(type.name), values: typedValues(fieldsOf(type), channel) };
  const [name, setName] = useState(before.name);
  const [values, setValues] = useState(before.values);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const errors = mistakesIn(problem, said(type.name));

  async function save(): Promise<Connected | null> {
    setBusy(true);
    try {
      const body = { name, fields: values };
      const saved = channel
        ? await parley.api.send<{ row: Connected }>('PATCH', `/channels/${channel.id}`, body)
        : await parley.api.send<{ row: Connected }>('POST', '/channels', { type: type.type, ...body });
      setProblem(null);
      setName(saved.row.name);
      setValues(typedValues(fieldsOf(type), saved.row));
      return saved.row;
    } catch (found) {
      setProblem(found);
      return null;
    } finally {
      setBusy(false);
    }
  }

  return {
    name,
    values,
    errors,
    refusal: problem && !Object.keys(errors).length ? refusal(problem, said(type.name)) : null,
    busy,
    dirty: name !== before.name || JSON.stringify(values) !== JSON.stringify(before.values),
    setName,
    set: (key, value) => setValues((old) => ({ ...old, [key]: value })),
    save,
  };
}

/** Refusals of a connection in words, with the adapter's name where the text wants it. */
function refusal(problem: unknown, name: string): string {
  const known =
    problem instanceof ApiError ? text(`channels.error.${problem.code}`, { name, ...problem.args }) : undefined;
  return known ?? reason(problem);
}

/**
 * A field's mistake by its last word: the server says `fields.token`.
 *
 * @param own the words of whoever has the form, before those that all share
 */
export function mistakesIn(
  problem: unknown,
  name: string,
  own: (code: string, args: Args) => string | undefined = () => undefined,
): Record<string, string> {
  if (!(problem instanceof ApiError)) return {};
  const worded = (code: string, args: Args = {}) =>
    own(code, args) ?? text(`channels.error.${code}`, { name, detail: '', ...args }) ?? mistakeText(code, args);
  return Object.fromEntries(
    problem.fields.map(({ path, code, args }) => [path.split(/[./]/).at(-1) ?? path, worded(code, args)]),
  );
}
