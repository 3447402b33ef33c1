import { Suspense, lazy, useState } from 'react';
import { t } from '../../shared/i18n';
import { Button, Notice } from '../../shared/ui';
import { mistakeBelow } from '../common';
import { receives, staff } from '../form';
import { Section, type ChannelProps } from './section';
import { Copying } from './Switcher';

const RolesWindow = lazy(() => import('./windows/RolesWindow'));

/** Section 2: how many have which role on the channel, and the window where roles are given (R11–R21). */
export function Roles(props: ChannelProps) {
  const { known, channel, mistakes, change } = props;
  const [open, setOpen] = useState(false);
  const path = `/channels/${channel.id}/roles`;
  const people = staff(known);
  const roleOf = (id: string) => channel.roles[id]?.role;
  const n = (role: string | undefined) => people.filter((one) => roleOf(one.id) === role).length;
  const receiving = people.filter((one) => receives(channel, one.id)).length;
  const someone = n(undefined) < people.length;
  const mistake = mistakeBelow(mistakes, path);

  return (
    <Section id="settings-roles" head={t('settings.roles')} help={t('settings.rolesHelp')}>
      <ul className="settings-sums">
        {(
          [
            ['s', n('seller')],
            ['m', n('manager')],
            ['a', n('auditor')],
            ['n', n(undefined)],
            ['r', receiving],
          ] as const
        ).map(([key, count]) => (
          <li key={key}>{t(`settings.sum.${key}`, { n: count })}</li>
        ))}
      </ul>
      {!someone && (
        <Notice tone="warn" icon="warning">
          {t('settings.noRoles')}
        </Notice>
      )}
      <div className="line-up wrap" data-path={path}>
        <Button kind={someone ? 'secondary' : 'primary'} onClick={() => setOpen(true)}>
          {t('settings.chooseRoles')}
        </Button>
        <Copying {...props} part="roles" />
      </div>
      {mistake && <p className="error-text">{mistake}</p>}
      {open && (
        <Suspense fallback={null}>
          <RolesWindow
            channel={channel}
            known={known}
            onApply={(roles, access) => change((old) => ({ ...old, roles, access }))}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      )}
    </Section>
  );
}
