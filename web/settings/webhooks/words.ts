import { t, text } from '../../shared/i18n';
import type { TextsOf } from '../../shared/loaded';

export const texts: TextsOf = (wanted) => (wanted === 'en' ? import('./texts/en.json') : import('./texts/ru.json'));

/** Why a call did not get through: an answer as it is, everything else in words. */
export function why(problem: string | null, status?: number | null): string {
  const answered = status ?? problem?.match(/^status (\d+)$/)?.[1];
  if (answered) return t('webhooks.answered', { status: answered });
  return problem ? (text(`webhooks.problem.${problem}`) ?? problem) : '';
}
