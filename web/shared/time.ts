/** Dates, numbers and money in the employee's language and zone. */
import { language } from './i18n';

let zone: string | undefined;
const formats = new Map<string, Intl.DateTimeFormat>();

export function setZone(name: string | undefined): void {
  zone = name;
  formats.clear();
}

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language() + JSON.stringify(options);
  let found = formats.get(key);
  if (!found) {
    try {
      found = new Intl.DateTimeFormat(language(), { timeZone: zone, ...options });
    } catch {
      found = new Intl.DateTimeFormat(language(), options);
    }
    formats.set(key, found);
  }
  return found;
}

/** The calendar day in the zone, as `2026-03-02`. */
export function dayOf(at: string | Date): string {
  const parts = format({ year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(new Date(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

export function clock(at: string): string {
  return format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

export function dateAndTime(at: string): string {
  return format({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  );
}

/** In a list: the time today, the weekday within a week, the date before. */
export function short(at: string, now = new Date()): string {
  if (dayOf(at) === dayOf(now)) return clock(at);
  const age = now.getTime() - new Date(at).getTime();
  if (age < 6 * 86_400_000) return format({ weekday: 'short' }).format(new Date(at));
  const sameYear = dayOf(at).slice(0, 4) === dayOf(now).slice(0, 4);
  return format(
    sameYear ? { day: 'numeric', month: 'short' } : { day: '2-digit', month: '2-digit', year: '2-digit' },
  ).format(new Date(at));
}

export function dayName(at: string, words: { today: string; yesterday: string }, now = new Date()): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return words.today;
  if (day === dayOf(new Date(now.getTime() - 86_400_000))) return words.yesterday;
  const sameYear = day.slice(0, 4) === dayOf(now).slice(0, 4);
  return format({ day: 'numeric', month: 'long', ...(sameYear ? {} : { year: 'numeric' }) }).format(new Date(at));
}

export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

export function size(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const power = Math.min(units.length - 1, bytes > 0 ? Math.floor(Math.log(bytes) / Math.log(1024)) : 0);
  return new Intl.NumberFormat(language(), {
    style: 'unit',
    unit: units[power] as string,
    unitDisplay: 'short',
    maximumFractionDigits: power > 1 ? 1 : 0,
  }).format(bytes / 1024 ** power);
}

export function money(amount: number, currency: string | null | undefined): string {
  if (!currency) return new Intl.NumberFormat(language()).format(amount);
  return new Intl.NumberFormat(language(), {
    style: 'currency',
    currency,
    maximumFractionDigits: 2,
    minimumFractionDigits: 0,
  }).format(amount);
}
