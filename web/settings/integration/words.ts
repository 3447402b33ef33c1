/** Names and mistakes as people read them. */
import { t, text } from '../../shared/i18n';
import type { FieldMistake } from '../../shared/api';
import { parts } from '../compare';
import type { Document, Known } from '../form';

const NAMED = 5;

export function nameOf(id: string, known: Known): string {
  return known.employees.find((one) => one.id === id)?.name ?? id;
}

/** A few names, and how many more there are. */
export function listed(ids: string[], known: Known): string {
  return shortened(ids.map((id) => nameOf(id, known)));
}

export function shortened(names: string[]): string {
  const first = names.slice(0, NAMED).join(', ');
  return names.length > NAMED ? t('settings.andMore', { names: first, n: names.length - NAMED }) : first;
}

export function crmName(known: Known): string {
  return text(`settings.crm.${known.crm}`) ?? 'CRM';
}

export function mistakeText({ code, args }: FieldMistake): string {
  return text(`settings.mistake.${code}`, args ?? {}) ?? t('mistake.other', { code });
}

/** A mistake with the channel and the person that it is about. */
export function placed(form: Document, known: Known, mistake: FieldMistake): string {
  return [...about(mistake.path, form, known), mistakeText(mistake)].join(': ');
}

/** The channel and the employee of a path, where it has them. Their ids may look alike: a channel's stands second. */
function about(path: string, form: Document, known: Known): string[] {
  const words = parts(path);
  const ofChannel = words[0] === 'channels';
  const channel = ofChannel ? form.channels.find((one) => one.id === words[1])?.name : '';
  const person = words.slice(ofChannel ? 2 : 1).find((word) => known.employees.some((one) => one.id === word));
  return [channel?.trim() ?? '', person ? nameOf(person, known) : ''].filter(Boolean);
}
