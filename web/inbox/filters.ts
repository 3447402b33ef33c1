/** Filters of the list (UX 9.2): they combine, live in the address and are remembered per employee. */
import { query } from '../shared/api';
import { parley } from '../shared/parley';
import { remember, remembered } from '../shared/theme';
import type { ChatRow } from '../shared/types';

export type View = 'all' | 'unanswered' | 'mine' | 'new';

export interface Filters {
  view: View;
  channel: string;
  employee: string;
  /** Minutes that a client has been waiting, `15` or nothing. */
  waiting: string;
  deals: '' | 'closed';
}

export const VIEWS: View[] = ['all', 'unanswered', 'mine', 'new'];
export const NO_FILTERS: Filters = { view: 'all', channel: '', employee: '', waiting: '', deals: '' };

export function readFilters(address: URLSearchParams): Filters {
  const view = address.get('view') as View;
  return {
    view: VIEWS.includes(view) ? view : 'all',
    channel: address.get('channel') ?? '',
    employee: address.get('employee') ?? '',
    waiting: address.get('waiting') ?? '',
    deals: address.get('deals') === 'closed' ? 'closed' : '',
  };
}

/** As a query string for the address and for the server alike. */
export function filterQuery(filters: Filters, rest: Record<string, string | number | null> = {}): string {
  return query({ ...filters, view: filters.view === 'all' ? '' : filters.view, ...rest });
}

export function isFiltered(filters: Filters): boolean {
  return filterQuery(filters) !== '';
}

/** How many of the filters behind «more» are set. */
export function moreCount({ channel, employee, waiting, deals }: Filters): number {
  return [channel, employee, waiting, deals].filter(Boolean).length;
}

/** Whether a row belongs to a filtered list. Closed deals are known to the server only: `members` are its answer. */
export function matches(row: ChatRow, filters: Filters, members: Set<string>, now: number): boolean {
  if (filters.view === 'unanswered' && row.unanswered === 0) return false;
  if (filters.view === 'mine' && row.kind !== 'own') return false;
  if (filters.view === 'new' && row.kind !== 'new') return false;
  if (filters.channel && row.channel !== filters.channel) return false;
  if (filters.employee && !row.responsible.some((person) => person.id === filters.employee)) return false;
  if (filters.waiting) {
    const since = row.waitingSince ? Date.parse(row.waitingSince) : now;
    if (row.unanswered === 0 || now - since < Number(filters.waiting) * 60_000) return false;
  }
  return !filters.deals || members.has(row.id);
}

const key = () => `filters.${parley.store.me?.id ?? ''}`;

export function rememberedFilters(): string {
  return remembered(key()) ?? '';
}

export function rememberFilters(filters: Filters): void {
  remember(key(), filterQuery(filters) || null);
}
