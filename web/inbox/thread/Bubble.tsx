import { lazy, memo, Suspense, useState } from 'react';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { clock, dateAndTime } from '../../shared/time';
import type { Entry } from '../../shared/outbox';
import type { ChatRow, MessageRow } from '../../shared/types';
import { Icon, IconButton, Popover, type Point } from '../../shared/ui';
import { isMe, lineOf, networkName } from '../names';
import { startQuote } from '../composer/composing';
import { EntryFailure, Failure } from './Failure';
import { Contact, Place } from './Kinds';
import { Files } from './Media';
import { StatusIcon } from './Status';
import { Text } from './Text';

const BubbleMenu = lazy(() => import('./BubbleMenu'));

interface Props {
  row: MessageRow;
  /** Present until the server has answered. */
  entry?: Entry;
  chat: ChatRow;
  starts: boolean;
  flash: boolean;
  onJump: (quote: NonNullable<MessageRow['quote']>) => void;
}

/** One message. Drawn again only when its own row has changed. */
export const Bubble = memo(
  function Bubble({ row, entry, chat, starts, flash, onJump }: Props) {
    const [menu, setMenu] = useState<Point | null>(null);
    const className = [
      'message',
      row.out ? 'out' : 'in',
      starts ? 'starts' : '',
      flash ? 'flash' : '',
      row.status === 'failed' || row.status === 'unknown' ? row.status : '',
    ].join(' ');
    return (
      <li
        className={className}
        data-key={row.cid ?? row.id}
        data-message={row.id}
        tabIndex={-1}
        onContextMenu={(event) => {
          // Links, pictures and selected words keep the browser's own menu.
          if (entry || (event.target as Element).closest('a, img, video') || String(getSelection())) return;
          event.preventDefault();
          setMenu({ left: event.clientX, top: event.clientY });
        }}
        onKeyDown={(event) => {
          if (entry || event.target !== event.currentTarget) return;
          if (event.key === 'Enter') {
            event.preventDefault();
            startQuote(row);
          } else if (event.key === 'ContextMenu' || (event.shiftKey && event.key === 'F10')) {
            event.preventDefault();
            setMenu(event.currentTarget.getBoundingClientRect());
          }
        }}
      >
        <div className="bubble-line">
          <div className="bubble">
            <Author row={row} starts={starts} />
            {row.deletedAt ? (
              <Deleted row={row} />
            ) : (
              <>
                {row.quote && (
                  <button
                    type="button"
                    className="quote"
                    aria-label={t('thread.toQuote', { text: lineOf(row.quote) })}
                    onClick={() => row.quote && onJump(row.quote)}
                  >
                    <QuoteWords quote={row.quote} />
                  </button>
                )}
                <Content row={row} chat={chat} />
              </>
            )}
            <Meta row={row} />
          </div>
          {!row.deletedAt && !entry && (
            <span className="bubble-tools">
              {chat.access === 'WRITE' && (
                <button type="button" tabIndex={-1} title={t('message.quote')} onClick={() => startQuote(row)}>
                  <Icon name="reply" size={16} />
                  <span className="hidden-text">{t('message.quote')}</span>
                </button>
              )}
              <button
                type="button"
                tabIndex={-1}
                title={t('more')}
                aria-haspopup="menu"
                onClick={(event) => setMenu(event.currentTarget.getBoundingClientRect())}
              >
                <Icon name="more" size={16} />
                <span className="hidden-text">{t('message.menu')}</span>
              </button>
            </span>
          )}
        </div>
        {row.reactions.length > 0 && <Reactions row={row} />}
        {entry ? (
          <EntryFailure entry={entry} chat={chat} />
        ) : (
          (row.status === 'failed' || row.status === 'unknown') && !row.deletedAt && <Failure row={row} chat={chat} />
        )}
        {menu && (
          <Suspense fallback={null}>
            <BubbleMenu row={row} chat={chat} at={menu} onClose={() => setMenu(null)} />
          </Suspense>
        )}
      </li>
    );
  },
  (a, b) =>
    a.row === b.row &&
    a.entry === b.entry &&
    a.starts === b.starts &&
    a.flash === b.flash &&
    a.chat.access === b.chat.access &&
    a.chat.channel === b.chat.channel,
);

function Author({ row, starts }: { row: MessageRow; starts: boolean }) {
  if (!row.out || !starts) return null;
  const via = row.via && row.via !== 'parley' ? t(`via.${row.via}`) : null;
  const who = row.by && !isMe(row.by) ? row.by.name : null;
  if (!via && !who) return null;
  return (
    <span className="bubble-author">
      {who}
      {via && <span className="via">{via}</span>}
    </span>
  );
}

export function QuoteWords({ quote }: { quote: NonNullable<MessageRow['quote']> }) {
  const by = typeof quote.by === 'string' ? quote.by : quote.by?.name;
  return (
    <>
      <b className="one-line">{isMe(quote.by) ? t('you') : (by ?? t('thread.client'))}</b>
      <span className="one-line">{lineOf(quote)}</span>
    </>
  );
}

function Content({ row, chat }: { row: MessageRow; chat: ChatRow }) {
  const network = networkName(chat.network);
  switch (row.kind) {
    case 'unsupported':
      return (
        <span className="bubble-text quiet">
          {t('message.unsupported', { type: network })}
          {row.text && <span className="bubble-raw">{row.text}</span>}
        </span>
      );
    case 'location':
      return <Place row={row} />;
    case 'contact':
      return <Contact row={row} />;
    default:
      return (
        <>
          {row.files.length > 0 && <Files row={row} network={network} />}
          {row.text ? <Text text={row.text} /> : null}
          {!row.text && !row.files.length && <span className="bubble-text quiet">{t(`kind.${row.kind}`)}</span>}
        </>
      );
  }
}

function Deleted({ row }: { row: MessageRow }) {
  const mine = row.deletedBy !== 'client' && row.out && row.deletedBy === parley.store.me?.employee;
  const key = !row.out || row.deletedBy === 'client' ? 'deletedByClient' : mine ? 'deletedByYou' : 'deleted';
  return (
    <span className="bubble-text quiet">
      <Icon name="trash" size={14} /> {t(`message.${key}`)}
    </span>
  );
}

function Meta({ row }: { row: MessageRow }) {
  const [former, setFormer] = useState<Point | null>(null);
  return (
    <span className="meta">
      {row.editedAt &&
        !row.deletedAt &&
        (row.former?.length ? (
          <button
            type="button"
            className="meta-edited"
            title={dateAndTime(row.editedAt)}
            onClick={(event) => setFormer(event.currentTarget.getBoundingClientRect())}
          >
            {t('message.edited')}
          </button>
        ) : (
          <span title={dateAndTime(row.editedAt)}>{t('message.edited')}</span>
        ))}
      <time dateTime={row.at} title={dateAndTime(row.at)}>
        {clock(row.at)}
      </time>
      {row.out && row.status && <StatusIcon status={row.status} />}
      {former && (
        <Popover at={former} label={t('message.former')} onClose={() => setFormer(null)}>
          <div className="stack former">
            <header className="line-up">
              <h3 className="grow">{t('message.former')}</h3>
              <IconButton icon="close" label={t('close')} size={16} onClick={() => setFormer(null)} />
            </header>
            {row.former?.map((one) => (
              <p key={one.until}>
                <span className="quiet small">{t('message.until', { time: dateAndTime(one.until) })}</span>
                <br />
                {one.text}
              </p>
            ))}
          </div>
        </Popover>
      )}
    </span>
  );
}

function Reactions({ row }: { row: MessageRow }) {
  const counted = new Map<string, string[]>();
  for (const { emoji, by } of row.reactions) {
    const who = by === 'client' ? t('thread.client') : typeof by === 'string' ? by : (by?.name ?? '');
    counted.set(emoji, [...(counted.get(emoji) ?? []), who]);
  }
  return (
    <ul className="reactions" aria-label={t('message.reactions')}>
      {[...counted].map(([emoji, people]) => (
        <li key={emoji} title={people.filter(Boolean).join(', ')}>
          {emoji}
          {people.length > 1 && <span className="number"> {people.length}</span>}
          <span className="hidden-text">{people.filter(Boolean).join(', ')}</span>
        </li>
      ))}
    </ul>
  );
}
