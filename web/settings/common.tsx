/** What the settings pages share: their texts, and refusals in words. */
import type { ReactNode } from 'react';
import { ApiError, NoNetwork } from '../shared/api';
import { t, text } from '../shared/i18n';
import { useTexts } from '../shared/loaded';
import { mistakeText } from '../shared/mistakes';
import { Skeleton, toast } from '../shared/ui';

/** Draws its page once the texts of the settings are here. */
export function Spoken({ children }: { children: () => ReactNode }) {
  const spoken = useTexts((wanted) => (wanted === 'en' ? import('./texts/en.json') : import('./texts/ru.json')));
  return spoken ? <Inside key={spoken} draw={children} /> : <Skeleton rows={6} height={56} />;
}

function Inside({ draw }: { draw: () => ReactNode }) {
  return <>{draw()}</>;
}

export function reason(problem: unknown): string {
  if (problem instanceof NoNetwork) return t('signIn.noNetwork');
  if (!(problem instanceof ApiError)) return String(problem);
  const first = problem.fields[0];
  if (first) return mistakeText(first.code, first.args ?? {});
  return text(`settings.error.${problem.code}`, problem.args) ?? problem.description;
}

export function complain(problem: unknown): void {
  toast(t('failed', { reason: reason(problem) }));
}
