import { memo } from 'react';
import { useKey } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { short } from '../../shared/time';
import type { ChatRow } from '../../shared/types';
import { Avatar, ChannelTag, Counter, Icon, Tag } from '../../shared/ui';
import { avatarName, channelOf, channelWords, chatName, isMe, lineOf, names } from '../names';
import { StatusIcon } from '../thread/Status';

export const ROW = 72;

/** One chat of the list. Hears about its own row only. */
export const Row = memo(function Row(props: { id: string; index: number; of: number; active: boolean }) {
  const { id, index, of, active } = props;
  useKey(`chat:${id}`);
  useKey(`draft:${id}`);
  useKey('channels');
  const row = parley.store.chats.get(id);
  // A chat that was lost a moment ago leaves its place empty until rows may move.
  if (!row) return null;
  return (
    <div
      id={`row-${id}`}
      role="option"
      className={active ? 'row active' : 'row'}
      aria-selected={active}
      aria-posinset={index + 1}
      aria-setsize={of}
      data-chat={id}
      style={{ top: `${index * ROW}px` }}
    >
      <RowBody row={row} />
    </div>
  );
});

export function RowBody({ row }: { row: ChatRow }) {
  const name = chatName(row);
  const channel = channelOf(row);
  const grey = row.attention !== 'RED';
  const responsible = names(row.responsible);
  const others = grey && row.kind === 'others' ? row.responsible[0] : undefined;
  return (
    <>
      <Avatar id={row.id} name={avatarName(row)}>
        {channel && (
          <ChannelTag
            letters={channel.tag?.letters ?? channel.transport.slice(0, 2).toUpperCase()}
            colour={channel.tag?.colour ?? 'var(--grey)'}
            name={channelWords(row)}
          />
        )}
      </Avatar>
      <span className="row-name">
        <b className="one-line">{name}</b>
        {row.kind === 'new' && <Tag tone="ok">{t('row.new')}</Tag>}
        {row.muted && (
          <span className="row-muted" title={t('row.muted')}>
            <Icon name="mute" size={14} />
            <span className="hidden-text">{t('row.muted')}</span>
          </span>
        )}
      </span>
      {row.last && (
        <time className="row-time" dateTime={row.last.at}>
          {short(row.last.at)}
        </time>
      )}
      <span className="row-last one-line">
        <LastLine row={row} />
      </span>
      <span className="row-end">
        {others && (
          <span title={t('row.answers', { who: responsible })}>
            <Avatar id={others.id} name={others.name} size="small" />
            {row.unanswered === 0 && <span className="hidden-text">{t('row.answers', { who: responsible })}</span>}
          </span>
        )}
        {row.unanswered > 0 && (
          <Counter
            n={row.unanswered}
            red={!grey}
            words={
              t('row.unanswered', { n: row.unanswered }) +
              (grey && responsible ? t('row.unansweredBy', { who: responsible }) : '')
            }
          />
        )}
      </span>
    </>
  );
}

function LastLine({ row }: { row: ChatRow }) {
  const draft = parley.drafts.of(row.id, row.draft);
  if (draft.trim())
    return (
      <>
        <span className="row-draft">{t('row.draft')}</span> {draft}
      </>
    );
  const { last } = row;
  if (!last) return <span>{t('row.empty')}</span>;
  if (!last.out) return <>{lineOf(last)}</>;
  return (
    <>
      {last.status && <StatusIcon status={last.status} />}
      {isMe(last.by) ? <span>{t('row.you')} </span> : last.by ? <span>{last.by.name}: </span> : null}
      {lineOf(last)}
    </>
  );
}
