import { t } from '../shared/i18n';
import type { Counters } from '../shared/types';

/** Title, favicon and application badge: the sum of messages that this employee has to answer. */
export function showCounters({ red }: Counters): void {
  document.title = red > 0 ? `(${red}) ${t('nav.chats')} — Parley` : 'Parley';
  const icon = document.querySelector<HTMLLinkElement>('link[rel=icon]');
  const wanted = red > 0 ? '/assets/parley-red.svg' : '/assets/parley.svg';
  if (icon && icon.getAttribute('href') !== wanted) icon.href = wanted;
  const badge = navigator as Navigator & {
    setAppBadge?: (n: number) => Promise<void>;
    clearAppBadge?: () => Promise<void>;
  };
  // A badge that the system refuses to show changes nothing here.
  void (red > 0 ? badge.setAppBadge?.(red) : badge.clearAppBadge?.())?.catch(() => undefined);
}
