import { useEffect, type ReactNode } from 'react';
import { useKey } from '../shared/hooks';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { Avatar, Icon, Menu, type IconName } from '../shared/ui';
import { LineBanner } from '../inbox/LineBanner';
import { watchNews } from '../inbox/notify';
import { showCounters } from './counters';

interface Entry {
  section: string;
  href: string;
  icon: IconName;
  text: string;
  short?: string;
  /** On a phone it lies behind «More», so that the words of the others have room. */
  rare?: boolean;
}

function entries(): Entry[] {
  const { store } = parley;
  const admin = store.me?.admin;
  const integration = store.boot?.integration;
  return [
    { section: 'chats', href: '/app/chats', icon: 'chat', text: t('nav.chats') },
    ...(store.boot?.features.crm === false
      ? []
      : [{ section: 'crm', href: '/app/crm', icon: 'deals', text: t('nav.crm') } as Entry]),
    ...(admin && integration
      ? [
          {
            section: 'integrations',
            href: `/app/integrations/${integration.id}`,
            icon: 'link',
            text: t('nav.integration'),
            short: t('nav.integrationShort'),
          } as Entry,
        ]
      : []),
    ...(admin
      ? ([
          { section: 'channels', href: '/app/channels', icon: 'channels', text: t('nav.channels'), rare: true },
          { section: 'health', href: '/app/health', icon: 'health', text: t('nav.health'), rare: true },
          { section: 'admin', href: '/app/admin', icon: 'gear', text: t('nav.admin'), rare: true },
        ] as Entry[])
      : []),
  ];
}

/** The rail (a bar with words on a phone), the banner of the line, and the page of the section. */
export function Frame({ section, children }: { section: string; children: ReactNode }) {
  useKey('counters');
  useKey('me');
  const { counters, me } = parley.store;
  useEffect(() => showCounters(counters), [counters]);
  useEffect(watchNews, []);
  return (
    <div className="frame">
      <a className="skip-link" href="#main">
        {t('skipToThread')}
      </a>
      <nav className="rail" aria-label={t('nav.main')} data-pane tabIndex={-1}>
        <a className="rail-mark not-phone" href="/app/chats" aria-label="Parley" title="Parley">
          <img src="/assets/parley.svg" alt="" width={28} height={28} />
        </a>
        {entries().map((entry) => (
          <a
            key={entry.section}
            className={entry.rare ? 'rail-entry not-phone' : 'rail-entry'}
            href={entry.href}
            title={entry.text}
            aria-current={entry.section === section ? 'page' : undefined}
          >
            <Icon name={entry.icon} size={22} />
            <span className="rail-text">{entry.short ?? entry.text}</span>
            {entry.section === 'chats' && counters.red > 0 && (
              <span className="counter red rail-counter" title={t('nav.unanswered', { n: counters.red })}>
                <span aria-hidden="true">{counters.red > 99 ? '99+' : counters.red}</span>
                <span className="hidden-text">{t('nav.unanswered', { n: counters.red })}</span>
              </span>
            )}
          </a>
        ))}
        {entries().some((entry) => entry.rare) && (
          <span className="only-phone rail-more">
            <Menu
              label={t('more')}
              className="rail-entry"
              items={() =>
                entries()
                  .filter((entry) => entry.rare)
                  .map(({ text, icon, href }) => ({ text, icon, run: () => void parley.router.go(href) }))
              }
            >
              <Icon name="more" size={22} />
              <span className="rail-text">{t('more')}</span>
            </Menu>
          </span>
        )}
        <span className="grow not-phone" />
        <a
          className="rail-entry"
          href="/app/me"
          title={t('nav.me')}
          aria-current={section === 'me' ? 'page' : undefined}
        >
          {me && <Avatar id={me.employee ?? me.id} name={me.name} size="middle" />}
          <span className="rail-text">{t('nav.meShort')}</span>
        </a>
      </nav>
      <div className="page" id="main" tabIndex={-1}>
        <LineBanner />
        {me && !me.employee && (
          <p className="banner" role="status">
            {t('signIn.nobody')}
          </p>
        )}
        <div className="page-body">{children}</div>
      </div>
    </div>
  );
}
