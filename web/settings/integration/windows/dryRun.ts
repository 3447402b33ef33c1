/** What `POST …/dry-run` answers (R82), and how its parts are said. */
import { t, text } from '../../../shared/i18n';
import type { Person, Reason } from '../../../shared/types';
import { readable } from '../../../inbox/names';

export interface Fate {
  how: 'turn' | 'first' | 'crm' | 'kept' | 'offered' | 'waiting' | 'outside';
  employee: Person | null;
  anyOf: Person[];
}

export interface Sight {
  chat: string;
  client: string;
  channel: string;
  starts: boolean;
  before: Reason;
  after: Reason;
}

export interface DryEmployee extends Person {
  got: number;
  wouldGet: number;
  couldGet: number;
  sees: number;
  wouldSee: number;
  starts: number;
  stops: number;
  chats: Sight[];
}

export interface DryClient {
  chat: string;
  client: string;
  channel: string;
  at: string;
  now: Fate;
  then: Fate;
  changes: boolean;
  rules: string[];
  why: Reason[];
}

export interface DryRun {
  days: number;
  since: string;
  totals: { clients: number; elsewhere: number; nobody: number; outside: number; cut: boolean };
  employees: DryEmployee[];
  clients: DryClient[];
  warnings: { path: string; code: string; args: Record<string, string> }[];
}

export const PERIODS = [7, 14, 30, 90];

export function fateText(fate: Fate, past: boolean): string {
  if (fate.employee) return fate.employee.name;
  if (fate.how === 'outside') return t('dry.isOutside');
  if (fate.how === 'waiting') return t('dry.waits');
  return past ? t('dry.offered') : t('dry.anyOf', { names: fate.anyOf.map((one) => one.name).join(', ') });
}

/** A line of a decision or a reason, in the words of the dialogues that explain them. */
export function sentence({ code, args }: Reason): string {
  return text(`decision.${code}`, readable(args)) ?? text(`why.short.${code}`) ?? text(`why.${code}`, args) ?? code;
}
