/** What the search box can do besides finding: the same places and switches that the screens have. */
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import type { IconName } from '../shared/ui';
import { complain } from './actions';
import { show } from './why';

export interface Command {
  text: string;
  icon: IconName;
  run: () => void;
}

function all(): Command[] {
  const { me, boot } = parley.store;
  const go = (href: string) => () => void parley.router.go(href);
  const theme = (wanted: 'light' | 'dark' | 'auto') => () => void parley.prefer({ theme: wanted }).catch(complain);
  return [
    { text: t('write.title'), icon: 'pencil', run: () => show({ kind: 'write' }) },
    { text: t('command.dark'), icon: 'moon', run: theme('dark') },
    { text: t('command.light'), icon: 'sun', run: theme('light') },
    { text: t('keys.title'), icon: 'keyboard', run: () => show({ kind: 'keys' }) },
    { text: t('nav.me'), icon: 'gear', run: go('/app/me') },
    ...(me?.admin && boot?.integration
      ? [
          {
            text: t('nav.integration'),
            icon: 'link' as IconName,
            run: go(`/app/integrations/${boot.integration.id}`),
          },
        ]
      : []),
    ...(me?.admin
      ? [
          { text: t('nav.channels'), icon: 'channels' as IconName, run: go('/app/channels') },
          { text: t('nav.health'), icon: 'health' as IconName, run: go('/app/health') },
          { text: t('nav.admin'), icon: 'gear' as IconName, run: go('/app/admin') },
        ]
      : []),
    { text: t('signIn.out'), icon: 'exit', run: () => void parley.signOut() },
  ];
}

export function commands(typed: string): Command[] {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted.length < 2) return [];
  return all().filter(
    ({ text }) =>
      text
        .toLocaleLowerCase()
        .split(/[\s:]+/)
        .some((word) => word.startsWith(wanted)) || text.toLocaleLowerCase().startsWith(wanted),
  );
}
