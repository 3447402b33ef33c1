import { useEffect, useState } from 'react';
import { useKey, usePlace } from '../shared/hooks';
import { t } from '../shared/i18n';
import { listen } from '../shared/keys';
import { parley } from '../shared/parley';
import { Empty } from '../shared/ui';
import { keymap } from './keymap';
import { ListPane } from './list/ListPane';
import { cardShown, isWide } from './open';
import { Opened } from './Opened';
import { Over } from './Over';
import './inbox.css';

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
