import { t, text } from '../../shared/i18n';
import type { TextsOf } from '../../shared/loaded';

export const texts: TextsOf = (wanted) => (wanted === 'en' ? import('./texts/en.json') : import('./texts/ru.json'));

/** Why a call did not get through: an answer as it is, everything else in words. */
export function why(problem: string | null, status?: number | null): string {
  if (status) return t('webhooks.answered', { status });
  return problem ? (text(`webhooks.problem.${problem}`) ?? problem) : '';
}
