import { useState } from 'react';
import { useKey } from '../shared/hooks';
import { language, t } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { parley } from '../shared/parley';
import { remember, showTheme } from '../shared/theme';
import { dateAndTime } from '../shared/time';
import type { Language, Theme } from '../shared/types';
import { Button, Notice, SelectField, Skeleton } from '../shared/ui';
import { complain, reason, Spoken } from './common';
import { QuickReplies } from './QuickReplies';
import './settings.css';

interface Session {
  id: string;
  userAgent: string;
  createdAt: string;
  lastSeenAt: string;
}

type Preferences = { language?: Language; theme?: Theme } & Record<string, unknown>;

/** «Мои настройки»: what somebody chooses for himself; it takes effect at once. */
export default function Me() {
  return (
    <Spoken>
      {() => (
        <main className="sheet scroller" data-pane tabIndex={-1}>
          <header className="sheet-head">
            <h1 className="grow">{t('nav.me')}</h1>
            <Button icon="exit" onClick={() => void parley.signOut()}>
              {t('signIn.out')}
            </Button>
          </header>
          <div className="sheet-body">
            <Look />
            <Notifications />
            {parley.store.me?.employee && <QuickReplies shared={false} />}
            <Devices />
          </div>
        </main>
      )}
    </Spoken>
  );
}

function Look() {
  useKey('language');
  const loaded = useLoaded<Preferences>('/me/preferences');

  async function prefer(change: Partial<Preferences>): Promise<void> {
    const before = loaded.value ?? {};
    const wanted: Preferences = {
      ...before,
      language: before.language ?? language(),
      theme: before.theme ?? 'auto',
      ...change,
    };
    try {
      loaded.put(await parley.api.send<Preferences>('PUT', '/me/preferences', wanted));
      if (change.theme) {
        showTheme(change.theme);
        remember('theme', change.theme);
      }
      if (change.language) await parley.useLanguage(change.language);
    } catch (problem) {
      complain(problem);
    }
  }

  return (
    <section className="panel" aria-labelledby="me-look">
      <h2 id="me-look">{t('me.look')}</h2>
      <div className="settings-two">
        <SelectField
          label={t('language')}
          value={language()}
          choices={[
            { value: 'ru', text: 'Русский' },
            { value: 'en', text: 'English' },
          ]}
          onChange={(value) => void prefer({ language: value as Language })}
        />
        <SelectField
          label={t('theme')}
          value={loaded.value?.theme ?? 'auto'}
          choices={(['auto', 'light', 'dark'] as const).map((value) => ({ value, text: t(`theme.${value}`) }))}
          onChange={(value) => void prefer({ theme: value as Theme })}
        />
      </div>
    </section>
  );
}

/** Asked only after a click, never by itself. */
function Notifications() {
  const [state, setState] = useState(() => ('Notification' in window ? Notification.permission : 'unsupported'));
  return (
    <section className="panel" aria-labelledby="me-notify">
      <h2 id="me-notify">{t('me.notifications')}</h2>
      <p className="quiet">{t('me.notificationsHelp')}</p>
      {state === 'granted' && <Notice tone="ok">{t('me.notificationsOn')}</Notice>}
      {state === 'denied' && <Notice tone="warn">{t('me.notificationsDenied')}</Notice>}
      {state === 'unsupported' && <Notice>{t('me.notificationsNone')}</Notice>}
      {state === 'default' && (
        <div>
          <Button icon="bell" onClick={() => void Notification.requestPermission().then(setState)}>
            {t('me.notificationsAsk')}
          </Button>
        </div>
      )}
    </section>
  );
}

function Devices() {
  const sessions = useLoaded<{ rows: Session[] }>('/me/sessions');

  async function end(id: string): Promise<void> {
    try {
      await parley.api.send('DELETE', `/me/sessions/${id}`);
      sessions.reload();
    } catch (problem) {
      complain(problem);
    }
  }

  return (
    <section className="panel" aria-labelledby="me-devices">
      <h2 id="me-devices">{t('me.devices')}</h2>
      {sessions.problem ? <Notice tone="red">{reason(sessions.problem)}</Notice> : null}
      {!sessions.value && !sessions.problem && <Skeleton rows={2} height={44} />}
      <ul className="stack">
        {sessions.value?.rows.map((one) => (
          <li key={one.id} className="settings-row">
            <div className="grow">
              <p>{browserOf(one.userAgent)}</p>
              <p className="quiet small">
                {t('me.seen', { since: dateAndTime(one.createdAt), last: dateAndTime(one.lastSeenAt) })}
              </p>
            </div>
            <Button onClick={() => void end(one.id)}>{t('me.end')}</Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Enough to recognise a device by. */
function browserOf(agent: string): string {
  const browser = /(Firefox|Edg|OPR|YaBrowser|Chrome|Safari)\/(\d+)/.exec(agent);
  const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(agent);
  const found = [browser && `${browser[1]} ${browser[2]}`, system?.[1]].filter(Boolean).join(' · ');
  return found || agent.slice(0, 60) || '—';
}
