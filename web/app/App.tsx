import { Component, Suspense, lazy, useEffect, type ReactNode } from 'react';
import { useKey, usePlace } from '../shared/hooks';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { Button, Empty, Skeleton, Toasts } from '../shared/ui';
import { Inbox } from '../inbox/Inbox';
import { Frame } from './Frame';

const SignIn = lazy(() => import('../sign/SignIn'));
const Arriving = lazy(() => import('../sign/Arriving'));
const Crm = lazy(() => import('../crm'));
const Me = lazy(() => import('../settings/Me'));
const Admin = lazy(() => import('../settings/Admin'));
const Channels = lazy(() => import('../channels/Channels'));
const Health = lazy(() => import('../channels/Health'));
const Integration = lazy(() => import('../settings/Integration'));

export function App() {
  useKey('language');
  useKey('phase');
  const place = usePlace();
  const section = place.path[0] ?? 'chats';
  const open = section === 'setup' || section === 'invite';
  useEffect(() => {
    if (!open && parley.phase === 'starting') void parley.begin();
  }, [open]);

  return (
    <>
      {open ? (
        <Suspense fallback={<Skeleton rows={6} height={72} />}>
          <Arriving invited={section === 'invite'} />
        </Suspense>
      ) : (
        <Inside section={section} />
      )}
      <Toasts />
    </>
  );
}

function Inside({ section }: { section: string }) {
  switch (parley.phase) {
    case 'starting':
      return <Skeleton rows={6} height={72} />;
    case 'signedOut':
      return (
        <Suspense fallback={null}>
          <SignIn />
        </Suspense>
      );
    case 'unreachable':
      return (
        <Empty icon="warning">
          <p>{t('signIn.noNetwork')}</p>
          <div>
            <Button onClick={() => void parley.begin()}>{t('retry')}</Button>
          </div>
        </Empty>
      );
    case 'ready':
      return (
        <Frame section={section}>
          <Guarded key={section}>
            <Suspense fallback={<Skeleton rows={6} height={72} />}>
              <Page section={section} />
            </Suspense>
          </Guarded>
        </Frame>
      );
  }
}

function Page({ section }: { section: string }) {
  const admin = parley.store.me?.admin ?? false;
  useEffect(() => {
    if (section === 'sign-in') void parley.router.go('/app/chats', 'replace');
  }, [section]);
  switch (section) {
    case 'chats':
    case 'sign-in':
      return <Inbox />;
    case 'crm':
      return <Crm />;
    case 'me':
      return <Me />;
    case 'admin':
      return admin ? <Admin /> : <NoPage />;
    case 'channels':
      return admin ? <Channels /> : <NoPage />;
    case 'health':
      return admin ? <Health /> : <NoPage />;
    case 'integrations':
      return admin ? <Integration /> : <NoPage />;
    default:
      return <NoPage />;
  }
}

export function NoPage() {
  return (
    <Empty icon="question">
      <h1>{t('page.none')}</h1>
      <p>{t('page.noneHelp')}</p>
      <p>
        <a href="/app/chats">{t('page.toChats')}</a>
      </p>
    </Empty>
  );
}

/** A section that breaks does not take the others with it. */
class Guarded extends Component<{ children: ReactNode }, { broken: string | null }> {
  override state = { broken: null as string | null };

  static override getDerivedStateFromError(problem: unknown) {
    return { broken: problem instanceof Error ? problem.message : String(problem) };
  }

  override componentDidCatch(problem: unknown) {
    console.error(problem);
  }

  override render() {
    if (this.state.broken === null) return this.props.children;
    return (
      <Empty icon="warning">
        <p>{t('page.broken', { trace: this.state.broken })}</p>
        <div>
          <Button onClick={() => location.reload()}>{t('page.reload')}</Button>
        </div>
      </Empty>
    );
  }
}
