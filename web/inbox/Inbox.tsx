import { lazy, Suspense, useEffect, useState } from 'react';
import { useKey, usePlace } from '../shared/hooks';
import { t } from '../shared/i18n';
import { listen } from '../shared/keys';
import { parley } from '../shared/parley';
import { ApiError } from '../shared/api';
import { Empty, Skeleton } from '../shared/ui';
import { Composer } from './composer/Composer';
import { keymap } from './keymap';
import { source } from './list/source';
import { ListPane } from './list/ListPane';
import { Lost } from './Lost';
import { cardShown, isWide } from './open';
import { Header } from './thread/Header';
import { Thread } from './thread/Thread';
import { shownOver } from './why';
import './inbox.css';

const CardPane = lazy(() => import('./card/CardPane'));
const Overlay = lazy(() => import('./lazy/Overlay'));

/** The seller's window: list, thread, card; one of them at a time on a phone. */
export function Inbox() {
  const place = usePlace();
  useKey('card');
  const open = place.path[1] ?? null;
  useWideness();
  useEffect(() => listen(keymap, () => parley.preferences.letters !== false), []);
  const card = !!open && parley.store.chats.has(open) && cardShown();
  const at = !open ? 'list' : card && place.query.get('card') === '1' ? 'card' : 'thread';
  return (
    <main className={`inbox at-${at}${card ? ' with-card' : ''}`}>
      <h1 className="hidden-text">{t('nav.chats')}</h1>
      <ListPane open={open} />
      {open ? (
        <Opened key={open} id={open} jumpTo={place.query.get('around')} card={card} />
      ) : (
        <section className="pane thread-pane nothing-open" aria-label={t('thread.pane')}>
          <Empty icon="chat">{t('thread.nothing')}</Empty>
        </section>
      )}
      <Over />
    </main>
  );
}

function Opened({ id, jumpTo, card }: { id: string; jumpTo: string | null; card: boolean }) {
  useKey(`chat:${id}`);
  const [problem, setProblem] = useState<unknown>(null);
  const chat = parley.store.chats.get(id);
  const lost = parley.store.lost.has(id);

  useEffect(() => {
    if (lost) return;
    if (chat) void parley.askWhoLooks(id).catch(() => undefined);
    else parley.loadChat(id).catch(setProblem);
  }, [id]);
  useEffect(() => look(id), [id]);
  useEffect(() => {
    const ids = source.ids();
    const here = ids.indexOf(id);
    parley.prefetch([ids[here + 1], ids[here - 1], ids[here + 2], ...ids.slice(0, 5)]);
  }, [id]);

  if (!chat)
    return (
      <section className="pane thread-pane" aria-label={t('thread.pane')} data-pane tabIndex={-1}>
        {lost || problem ? (
          lost || (problem instanceof ApiError && problem.status < 500) ? (
            <Lost chat={id} />
          ) : (
            <Empty icon="warning">{t('thread.failed')}</Empty>
          )
        ) : (
          <Skeleton rows={6} height={48} />
        )}
      </section>
    );
  return (
    <>
      <section className="pane thread-pane" aria-label={t('thread.pane')} data-pane tabIndex={-1}>
        <Header chat={chat} />
        <Thread chat={chat} jumpTo={jumpTo} />
        <Composer chat={chat} />
      </section>
      {card && (
        <Suspense fallback={<aside className="pane card-pane" />}>
          <CardPane chat={chat} />
        </Suspense>
      )}
    </>
  );
}

/** Colleagues see who looks at a chat; only while the page is looked at itself. */
function look(chat: string): () => void {
  const say = () => parley.say({ t: 'looking', chat: document.hidden ? null : chat });
  say();
  const stop = parley.store.on('line', say);
  document.addEventListener('visibilitychange', say);
  return () => {
    stop();
    document.removeEventListener('visibilitychange', say);
    parley.say({ t: 'looking', chat: null });
  };
}

/** The card is a pane of its own or slides over: the window is asked again when its width passes the border. */
function useWideness(): void {
  const [, draw] = useState(isWide());
  useEffect(() => {
    const query = matchMedia('(min-width: 1200px)');
    const changed = () => draw(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
}

function Over() {
  useKey('over');
  const over = shownOver();
  if (!over) return null;
  return (
    <Suspense fallback={null}>
      <Overlay over={over} />
    </Suspense>
  );
}
