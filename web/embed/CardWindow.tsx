import { useEffect } from 'react';
import { useKey, usePlace } from '../shared/hooks';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import type { ChatRow } from '../shared/types';
import { Button, Empty } from '../shared/ui';
import { channelOf, chatName } from '../inbox/names';
import { openChat } from '../inbox/open';
import { Opened } from '../inbox/Opened';
import { Over } from '../inbox/Over';
import { canWriteFirst } from '../inbox/writeFirst';
import { addressOf, chatsOf, isOf, type Client } from './clients';
import type { Opened as Session } from './session';
import '../inbox/inbox.css';

/** The chats of a CRM's card: one thread, and a strip when there are several (UX 16.5). */
export function CardWindow({ opened, onWrite }: { opened: Session; onWrite: (client: Client) => void }) {
  const place = usePlace();
  useKey('list');
  useKey('channels');
  const open = place.path[1] ?? null;
  const chats = chatsOf(opened.clients);
  const newcomers = opened.clients.filter((client) => !chats.some((chat) => isOf(client, chat)));
  const first = opened.active && !opened.active.chat ? undefined : chats[0]?.id;
  useEffect(() => {
    // The client's first message, or the first one to him: what has come into being is shown.
    if (!open && first) openChat(first);
  }, [open, first]);
  return (
    <main className="inbox at-thread card-window">
      <h1 className="hidden-text">{t('nav.chats')}</h1>
      {chats.length + newcomers.length > 1 && (
        <Strip chats={chats} newcomers={newcomers} open={open} onWrite={onWrite} />
      )}
      {open ? (
        <Opened key={open} id={open} jumpTo={place.query.get('around')} card={false} />
      ) : (
        <Nothing client={opened.active?.client ?? newcomers[0]} crm={opened.options.clientType} onWrite={onWrite} />
      )}
      <Over />
    </main>
  );
}

function Strip(props: { chats: ChatRow[]; newcomers: Client[]; open: string | null; onWrite: (to: Client) => void }) {
  const { chats, newcomers, open, onWrite } = props;
  return (
    <nav className="strip" aria-label={t('nav.chats')}>
      {chats.map((chat) => (
        <Tab key={chat.id} id={chat.id} open={chat.id === open} />
      ))}
      {canWriteFirst() &&
        newcomers.filter(addressOf).map((client) => (
          <button key={client.network + addressOf(client)} type="button" onClick={() => onWrite(client)}>
            + {client.name ?? addressOf(client)}
          </button>
        ))}
    </nav>
  );
}

function Tab({ id, open }: { id: string; open: boolean }) {
  useKey(`chat:${id}`);
  const chat = parley.store.chats.get(id);
  if (!chat) return null;
  return (
    <button type="button" aria-current={open ? 'true' : undefined} onClick={() => openChat(id)}>
      <span className="one-line">{[chatName(chat), channelOf(chat)?.name].filter(Boolean).join(' · ')}</span>
      {chat.unanswered > 0 && (
        <span className={`counter ${chat.attention.toLowerCase()}`}>
          <span aria-hidden="true">{chat.unanswered}</span>
          <span className="hidden-text">{t('nav.unanswered', { n: chat.unanswered })}</span>
        </span>
      )}
    </button>
  );
}

function Nothing(props: { client: Client | undefined; crm: string; onWrite: (client: Client) => void }) {
  const { client, crm, onWrite } = props;
  return (
    <section className="pane thread-pane nothing-open" aria-label={t('thread.pane')}>
      {client ? (
        <Empty icon="chat">
          <p>{t('embed.nothing')}</p>
          {canWriteFirst() && addressOf(client) && (
            <Button kind="primary" onClick={() => onWrite(client)}>
              {t('embed.writeFirst')}
            </Button>
          )}
        </Empty>
      ) : (
        <Empty icon="question">
          <p>{t('embed.noAddress', { crm: crm || 'CRM' })}</p>
        </Empty>
      )}
    </section>
  );
}
