import { useKey } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import type { ChatRow } from '../../shared/types';
import { Avatar, IconButton, Menu, Tag } from '../../shared/ui';
import { addressOf, avatarName, channelOf, chatName, names, transportName } from '../names';
import { cardShown, closeChat, toggleCard } from '../open';
import { chatMenu } from '../list/rowMenu';
import { show, showWhy } from '../why';

/** Who it is, how he is reached, who answers, who else is here. */
export function Header({ chat }: { chat: ChatRow }) {
  useKey('channels');
  useKey('card');
  const channel = channelOf(chat);
  const way = [transportName(channel?.transport ?? chat.network), channel?.name, addressOf(chat.address)]
    .filter(Boolean)
    .join(' · ');
  const responsible = names(chat.responsible);
  // The CRM is around: there is no list to go back to, and no card to show.
  const inCard = parley.inside?.scope === 'card';
  return (
    <header className="thread-head">
      {!inCard && (
        <span className="only-phone">
          <IconButton icon="back" label={t('thread.toList')} onClick={closeChat} />
        </span>
      )}
      <span className="not-phone">
        <Avatar id={chat.id} name={avatarName(chat)} size="middle" />
      </span>
      <div className="head-words">
        <h2 className="one-line">
          {chatName(chat)}
          {chat.kind === 'new' && <Tag tone="ok">{t('row.new')}</Tag>}
        </h2>
        <p className="one-line head-way">
          <Presence chat={chat.id} /> <span>{way}</span>
        </p>
      </div>
      <button
        type="button"
        className="head-responsible"
        title={t('decision.why')}
        onClick={() => show({ kind: 'decisions', chat: chat.id })}
      >
        {chat.responsible[0] && <Avatar id={chat.responsible[0].id} name={chat.responsible[0].name} size="small" />}
        <span className="one-line">{responsible ? responsible : t('thread.nobody')}</span>
        <span className="hidden-text">{t('card.responsible')}</span>
      </button>
      {!inCard && (
        <IconButton
          icon="card"
          label={cardShown() ? t('card.hide') : t('card.show')}
          keys="i"
          expanded={cardShown()}
          onClick={toggleCard}
        />
      )}
      <Menu
        label={t('more')}
        items={() => [
          { text: t('find.title'), icon: 'search', run: () => show({ kind: 'find', chat: chat.id, tab: 'text' }) },
          { text: t('find.media'), icon: 'image', run: () => show({ kind: 'find', chat: chat.id, tab: 'media' }) },
          ...chatMenu(chat, () =>
            showWhy(chat.id, document.querySelector('.thread-head')?.getBoundingClientRect() ?? { left: 0, top: 0 }),
          ),
          { text: t('decision.why'), icon: 'route', run: () => show({ kind: 'decisions', chat: chat.id }) },
        ]}
      />
    </header>
  );
}

function Presence({ chat }: { chat: string }) {
  useKey(`presence:${chat}`);
  const me = parley.store.me?.employee;
  const writing = [...(parley.typing.get(chat)?.values() ?? [])].map(({ person }) => person);
  const writers = writing.filter((person) => person.id !== me);
  const lookers = (parley.looking.get(chat) ?? []).filter(
    (person) => person.id !== me && !writers.some((one) => one.id === person.id),
  );
  const words = writers.length
    ? t('thread.writing', { who: names(writers) })
    : lookers.length
      ? t('thread.looking', { who: names(lookers) })
      : '';
  return (
    <span className={words ? 'presence' : undefined} role="status">
      {words && <span>{words}</span>}
    </span>
  );
}
