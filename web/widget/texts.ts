import en from './texts/en.json';
import ru from './texts/ru.json';

export type Key = keyof typeof ru;
export type Language = 'ru' | 'en';

let texts: Record<Key, string> = en;
let language: Language = 'en';

export function speak(locale: string): Language {
  language = /^ru\b/i.test(locale) ? 'ru' : 'en';
  texts = language === 'ru' ? ru : en;
  return language;
}

export function t(key: Key, args: Record<string, string | number> = {}): string {
  return texts[key].replace(/\{(\w+)\}/g, (_, name: string) => String(args[name] ?? ''));
}

const format = (options: Intl.DateTimeFormatOptions, at: Date): string =>
  new Intl.DateTimeFormat(language, options).format(at);

export const clockTime = (at: Date): string => format({ hour: 'numeric', minute: '2-digit' }, at);

const midnight = (at: Date): number => new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();

/** How many days lie between two moments on the visitor's own calendar. */
const daysTo = (at: Date, now: Date): number => Math.round((midnight(at) - midnight(now)) / 86_400_000);

export function dayName(at: Date, now: Date): string {
  const days = daysTo(at, now);
  if (days === 0) return t('today');
  if (days === -1) return t('yesterday');
  const year = at.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return format({ day: 'numeric', month: 'long', year }, at);
}

/** «завтра в 09:00», fit to stand in a sentence. */
export function moment(at: Date, now: Date): string {
  const time = clockTime(at);
  const days = daysTo(at, now);
  if (days === 0) return t('todayAt', { time });
  if (days === 1) return t('tomorrowAt', { time });
  return t('dayAt', { day: format({ day: 'numeric', month: 'long' }, at), time });
}

export function fileSize(bytes: number): string {
  const [size, unit] = bytes < 1000 ? [bytes, t('b')] : bytes < 1e6 ? [bytes / 1024, t('kb')] : [bytes / 1048576, t('mb')];
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: size < 10 ? 1 : 0 }).format(size)} ${unit}`;
}
