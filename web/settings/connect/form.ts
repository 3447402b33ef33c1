/** A CRM's form as it is typed: what its adapter asks for, what the hub keeps, what is wrong with it. */
import { useState } from 'react';
import { ApiError } from '../../shared/api';
import { text } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import type { Args, FormField, Texts } from '../../shared/types';
import { mistakesIn, typedValues, type Filled, type Values } from '../../channels/form';
import { reason, said } from '../common';

export interface CrmType {
  type: string;
  name: Texts;
  about: Partial<Texts>;
  form: FormField[];
  /** The adapter's words for codes of its own. */
  reasons: Record<string, Texts>;
}

export interface IntegrationRow extends Filled {
  id: string;
  crm: string;
  connected: boolean;
  title: string;
  /** Why the CRM does not let us in. */
  trouble?: { code: string; text?: Texts | null; since: string } | null;
}

export interface CrmForm {
  values: Values;
  errors: Record<string, string>;
  /** A refusal that belongs to no field. */
  refusal: string | null;
  busy: boolean;
  set: (key: string, value: string) => void;
  /** Answers whose settings hold now, or nothing: when the hub or the CRM refused, or the CRM asks on a page of its own. */
  save: () => Promise<Saved | null>;
}

export interface Saved {
  id: string;
  /** Connected, and the CRM has not told yet who works there. */
  silent: boolean;
}

/** The words for a code: the adapter's, then ours for CRMs; those that channels share come after. */
export function worded(type: CrmType, code: string, args: Args = {}): string | undefined {
  return said(type.reasons[code]) || text(`crms.error.${code}`, { name: said(type.name), ...args });
}

export function useCrmForm(type: CrmType, row: IntegrationRow | null): CrmForm {
  const [values, setValues] = useState(() => typedValues(type.form, row));
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const errors = mistakesIn(problem, said(type.name), (code, args) => worded(type, code, args));

  async function trying<T>(what: () => Promise<T>): Promise<T | null> {
    setBusy(true);
    setProblem(null);
    try {
      return await what();
    } catch (found) {
      setProblem(found);
      return null;
    } finally {
      setBusy(false);
    }
  }

  return {
    values,
    errors,
    refusal: errors[''] ?? (problem && !Object.keys(errors).length ? refusal(type, problem) : null),
    busy,
    set: (key, value) => setValues((old) => ({ ...old, [key]: value })),
    save: () => trying(() => send(type, row, values)),
  };
}

async function send(type: CrmType, row: IntegrationRow | null, fields: Values): Promise<Saved | null> {
  const body = { integration: row?.id ?? null, fields };
  const { url } = await parley.api.send<{ url?: string | null }>('POST', `/crm-types/${type.type}/oauth`, body);
  if (url) {
    location.assign(url);
    return null;
  }
  try {
    const { id } = row
      ? await parley.api.send<{ id: string }>('PATCH', `/integrations/${row.id}`, { fields })
      : await parley.api.send<{ id: string }>('POST', '/integrations', { crm: type.type, fields });
    return { id, silent: false };
  } catch (problem) {
    if (!(problem instanceof ApiError) || problem.code !== 'crm_silent') throw problem;
    const { rows } = await parley.api.get<{ rows: IntegrationRow[] }>('/integrations');
    return { id: rows[0]?.id ?? '', silent: true };
  }
}

function refusal(type: CrmType, problem: unknown): string {
  const known = problem instanceof ApiError ? worded(type, problem.code, problem.args) : undefined;
  return known ?? reason(problem);
}
