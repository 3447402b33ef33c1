import { lazy, Suspense, useEffect, useState } from 'react';
import { ApiError } from '../shared/api';
import { useKey } from '../shared/hooks';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { Empty, Skeleton } from '../shared/ui';
import { Composer } from './composer/Composer';
import { source } from './list/source';
import { Lost } from './Lost';
import { Header } from './thread/Header';
import { Thread } from './thread/Thread';

const CardPane = lazy(() => import('./card/CardPane'));

/** A chat as it is open: its thread, and the card beside it. */
export function Opened({ id, jumpTo, card }: { id: string; jumpTo: string | null; card: boolean }) {
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
