/** Paths and values of the settings as people read them, for the history and for what another has saved. */
import { t, text } from '../../../shared/i18n';
import { parts } from '../../compare';
import type { Document, Known } from '../../form';
import { nameOf, shortened } from '../words';

/** `/channels/12/roles/e2/role` → «Опт · Роль · Анна». */
export function pathText(path: string, form: Document, known: Known): string {
  const words = parts(path);
  const inChannel = words[0] === 'channels';
  const own = inChannel ? words.slice(2) : words;
  const keys = own.filter((word) => !known.employees.some((one) => one.id === word));
  const person = own.find((word) => known.employees.some((one) => one.id === word));
  const field = text(`settings.path.${keys.join('.')}`) ?? text(`settings.path.${keys[0]}`) ?? keys.join(' ');
  const channel = inChannel ? (form.channels.find((one) => one.id === words[1])?.name ?? words[1]) : undefined;
  return [channel, own.length ? field : undefined, person && nameOf(person, known)].filter(Boolean).join(' · ');
}

/** A value of the document in words; a dash where there is none. */
export function valueText(path: string, value: unknown, form: Document, known: Known): string {
  if (value === undefined || value === null || value === '') return '—';
  if (typeof value === 'boolean') return t(value ? 'settings.yes' : 'settings.no');
  if (Array.isArray(value)) return value.length ? shortened(value.map((one) => nameOf(String(one), known))) : '—';
  const word = String(value);
  const field = parts(path).at(-1);
  if (field === 'pipeline') return known.pipelines.find((one) => one.id === word)?.name ?? word;
  if (field === 'stage')
    return known.pipelines.flatMap((one) => one.stages).find((one) => one.id === word)?.name ?? word;
  if (path.startsWith('/defaultChannel/')) return form.channels.find((one) => one.id === word)?.name ?? word;
  if (field === 'algorithm') return t(word === 'BY_TURN' ? 'settings.turn' : 'settings.first');
  const words = ['role', 'access', 'closedDeal', 'global', 'timeline'];
  return words.map((kind) => text(`settings.${kind}.${word}`)).find((found) => found !== undefined) ?? word;
}
