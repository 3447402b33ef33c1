/** What all screens of the CRM share: loading, saving, and the list of employees and pipelines. */
import { ApiError, NoNetwork } from '../shared/api';
import { t, text } from '../shared/i18n';
import { useLoaded as useLoadedFrom, type Loaded } from '../shared/loaded';
import { parley } from '../shared/parley';
import { toast, type Choice } from '../shared/ui';
import type { SetUpData } from './types';

export function useLoaded<T>(path: string): Loaded<T> {
  return useLoadedFrom<T>(`/crm/${path}`);
}

export function useSetUp(): Loaded<SetUpData> {
  return useLoaded<SetUpData>('setup');
}

export function send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<T> {
  return parley.api.send<T>(method, `/crm/${path}`, body);
}

/** Why it did not work, in words. */
export function reason(problem: unknown): string {
  if (problem instanceof NoNetwork) return t('signIn.noNetwork');
  if (!(problem instanceof ApiError)) return String(problem);
  const first = problem.fields[0];
  if (first) return crmMistake(first.code, first.args ?? {});
  return text(`crm.error.${problem.code}`, problem.args) ?? problem.description;
}

export function crmMistake(code: string, args: Record<string, unknown> = {}): string {
  const known = args as Record<string, string | number>;
  return text(`crm.mistake.${code}`, known) ?? text(`mistake.${code}`, known) ?? t('mistake.other', { code });
}

/** Mistakes of a refusal by the path of their field. */
export function mistakes(problem: unknown): Record<string, string> {
  if (!(problem instanceof ApiError)) return {};
  return Object.fromEntries(problem.fields.map(({ path, code, args }) => [path, crmMistake(code, args)]));
}

export function complain(problem: unknown): void {
  toast(t('failed', { reason: reason(problem) }));
}

/** Active employees to choose from; somebody who has left stays where he is. */
export function employeeChoices(data: SetUpData | null, chosen: string, none: string | null): Choice[] {
  const people = (data?.employees ?? []).filter((one) => one.active !== false || one.id === chosen);
  return [
    ...(none === null ? [] : [{ value: '', text: none }]),
    ...people.map((one) => ({ value: one.id, text: one.name })),
  ];
}
