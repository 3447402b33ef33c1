import { lazy, Suspense, useEffect, useState, type ReactNode } from 'react';
import { useKey } from '../shared/hooks';
import { t } from '../shared/i18n';
import { useTexts } from '../shared/loaded';
import { parley } from '../shared/parley';
import { Button, Empty, Skeleton, Toasts, type IconName } from '../shared/ui';
import { LineBanner } from '../inbox/LineBanner';
import { CardWindow } from './CardWindow';
import type { EmbeddedWindow } from './window';
import './embed.css';

const Everything = lazy(() => import('../inbox/Inbox').then(({ Inbox }) => ({ default: Inbox })));

/** The window inside a CRM's page: the whole inbox, or the chats of one card. */
export function Embed({ embedded }: { embedded: EmbeddedWindow }) {
  useKey('language');
  useKey('embed');
  useKey('phase');
  const spoken = useTexts((wanted) => (wanted === 'en' ? import('./texts/en.json') : import('./texts/ru.json')));
  useEffect(followLinks, []);
  if (!spoken) return null;
  return (
    <>
      <Inside embedded={embedded} />
      <Toasts />
    </>
  );
}

function Inside({ embedded }: { embedded: EmbeddedWindow }) {
  const { phase, opened } = embedded;
  if (phase === 'over')
    return (
      <Message icon="link">
        <p role="alert">{t('embed.linkOver')}</p>
      </Message>
    );
  if (phase === 'unreachable' || (phase === 'open' && parley.phase === 'unreachable'))
    return (
      <Message icon="warning">
        <p>{t('signIn.noNetwork')}</p>
        <Button onClick={() => void embedded.again()}>{t('retry')}</Button>
      </Message>
    );
  if (phase === 'open' && parley.phase === 'signedOut') return <Ended onRefresh={() => void embedded.again()} />;
  if (phase === 'opening' || parley.phase !== 'ready' || !opened) return <Skeleton rows={6} height={48} />;
  return (
    <div className="embed">
      <LineBanner />
      {opened.scope === 'card' ? (
        <CardWindow opened={opened} onWrite={(client) => embedded.writeTo(client)} />
      ) : (
        <Suspense fallback={<Skeleton rows={6} height={72} />}>
          <Everything />
        </Suspense>
      )}
    </div>
  );
}

/** What stands in the place of the chats. */
function Message({ icon, children }: { icon: IconName; children: ReactNode }) {
  return (
    <main>
      <h1 className="hidden-text">{t('nav.chats')}</h1>
      <Empty icon={icon}>{children}</Empty>
    </main>
  );
}

/** The page around has three seconds to hand over a new code before the person is asked. */
function Ended({ onRefresh }: { onRefresh: () => void }) {
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), 3_000);
    return () => clearTimeout(timer);
  }, []);
  if (!waited) return <Skeleton rows={6} height={48} />;
  return (
    <Message icon="warning">
      <p role="alert">{t('embed.ended')}</p>
      <Button onClick={onRefresh}>{t('embed.refresh')}</Button>
    </Message>
  );
}

/** Chats open here; whatever else the application has opens in a window of its own. */
function followLinks(): () => void {
  const follow = (event: MouseEvent) => {
    const link = (event.target as Element | null)?.closest?.('a[href]') as HTMLAnchorElement | null;
    if (event.defaultPrevented || event.button !== 0 || !link || link.origin !== location.origin) return;
    if (!link.pathname.startsWith('/app/') || link.hasAttribute('download')) return;
    event.preventDefault();
    if (link.pathname.startsWith('/app/chats')) void parley.router.go(link.pathname + link.search);
    else window.open(link.href, '_blank', 'noopener,noreferrer');
  };
  document.addEventListener('click', follow);
  return () => document.removeEventListener('click', follow);
}
