import { ApiError } from './api';
import { t, text } from './i18n';
import type { Args } from './types';

/** The text of a mistake: the client's own when it knows the code, else the code itself. */
export function mistakeText(code: string, args: Args = {}): string {
  return text(`mistake.${code}`, args) ?? t('mistake.other', { code });
}

/** Mistakes of a refusal by the path of their field; several at once. */
export function mistakesOf(problem: unknown): Record<string, string> {
  if (!(problem instanceof ApiError)) return {};
  return Object.fromEntries(problem.fields.map(({ path, code, args }) => [path, mistakeText(code, args)]));
}
