/** What the settings pages share: their texts, and refusals in words. */
import { useEffect, useRef, type ReactNode } from 'react';
import { ApiError, NoNetwork } from '../shared/api';
import { language, t, text } from '../shared/i18n';
import { useKey } from '../shared/hooks';
import { useLoaded, useTexts, type Loaded, type TextsOf } from '../shared/loaded';
import { mistakeText } from '../shared/mistakes';
import type { Texts } from '../shared/types';
import { Skeleton, toast } from '../shared/ui';

const own: TextsOf = (wanted) => (wanted === 'en' ? import('./texts/en.json') : import('./texts/ru.json'));

/** Draws its page once the texts of the settings are here, and those of its own part; or `texts` in place of them. */
export function Spoken(props: { children: () => ReactNode; also?: TextsOf; texts?: TextsOf }) {
  const { children, also, texts = own } = props;
  const spoken = useTexts(async (wanted) => {
    const [shared, more] = await Promise.all([texts(wanted), also?.(wanted)]);
    return { default: { ...shared.default, ...more?.default } };
  });
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

/** Loaded, and asked for again whenever the key changes; what is shown stays until then. */
export function useLive<T>(path: string, key: string): Loaded<T> {
  const version = useKey(key);
  const loaded = useLoaded<T>(path);
  const seen = useRef(version);
  useEffect(() => {
    if (seen.current === version) return;
    seen.current = version;
    loaded.reload();
  }, [version]);
  return loaded;
}

/** Why a channel is in its state: in the adapter's words, else in ours, else as it is. */
export function reasonOf(row: { reason?: string | null; reasonText?: Texts | null }): string {
  return said(row.reasonText) || (row.reason ? (text(`settings.reason.${row.reason}`) ?? row.reason) : '');
}

export function stateText(row: { state: string; reason?: string | null; reasonText?: Texts | null }): string {
  const why = reasonOf(row);
  const known = why ? text(`settings.state.${row.state}`, { reason: why }) : null;
  return known ?? text(`settings.state.${row.state}.bare`) ?? text(`settings.state.${row.state}`) ?? row.state;
}

/** A text of an adapter. */
export function said(texts: Texts | null | undefined): string {
  return texts?.[language()] ?? texts?.en ?? '';
}

/** The mistake at a path, or at anything below it. */
export function mistakeBelow(mistakes: Record<string, string>, path: string): string | undefined {
  const found = Object.keys(mistakes).find((one) => one === path || one.startsWith(`${path}/`));
  return found === undefined ? undefined : mistakes[found];
}

export function complain(problem: unknown): void {
  toast(t('failed', { reason: reason(problem) }));
}
