import { useEffect, useState } from 'react';
import { query } from '../../shared/api';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { clock, dateAndTime, dayOf, size } from '../../shared/time';
import type { MessageRow, Page, SearchHit } from '../../shared/types';
import { Dialog, Icon, TextField } from '../../shared/ui';
import { lineOf } from '../names';
import { openChat } from '../open';
import { show } from '../why';

const PAUSE = 250;

/** Within one chat: its words, a day, its pictures and files. */
export function Find({ chat, tab: first, onClose }: { chat: string; tab: 'text' | 'media'; onClose: () => void }) {
  const [tab, setTab] = useState(first);
  return (
    <Dialog title={t('find.title')} onClose={onClose}>
      <div className="tabs" role="group" aria-label={t('find.title')}>
        {(['text', 'media'] as const).map((one) => (
          <button key={one} type="button" className="chip" aria-pressed={tab === one} onClick={() => setTab(one)}>
            {t(one === 'text' ? 'find.words' : 'find.media')}
          </button>
        ))}
      </div>
      {tab === 'text' ? <Words chat={chat} onClose={onClose} /> : <Media chat={chat} onClose={onClose} />}
    </Dialog>
  );
}

function go(row: MessageRow, onClose: () => void): void {
  onClose();
  openChat(row.chat, { around: row.seq });
}

function Words({ chat, onClose }: { chat: string; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const [day, setDay] = useState('');
  const [answer, setAnswer] = useState<{ q: string; hits: SearchHit[]; failed: boolean } | null>(null);
  const q = typed.trim();
  useEffect(() => {
    if (!q) return setAnswer(null);
    const abort = new AbortController();
    const timer = setTimeout(() => {
      parley.api.get<Page<SearchHit>>(`/search${query({ q, in: 'messages', chat })}`, abort.signal).then(
        ({ rows }) => setAnswer({ q, hits: rows.filter((hit) => hit.chat.id === chat && hit.message), failed: false }),
        () => !abort.signal.aborted && setAnswer({ q, hits: [], failed: true }),
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q]);
  const rows = parley.store.thread(chat)?.rows ?? [];
  const oldest = rows[0];
  return (
    <>
      <div className="find-line">
        <TextField
          label={t('find.text')}
          type="search"
          value={typed}
          onChange={setTyped}
          autoFocus
          autoComplete="off"
        />
        <label className="field">
          <span className="label">{t('find.date')}</span>
          <input
            className="input"
            type="date"
            value={day}
            onInput={(event) => {
              const wanted = event.currentTarget.value;
              setDay(wanted);
              const row = rows.find((one) => dayOf(one.at) >= wanted);
              if (row && (dayOf(oldest?.at ?? '') <= wanted || !parley.store.thread(chat)?.moreBefore))
                go(row, onClose);
              else if (wanted) void toDay(chat, wanted).then((found) => found && go(found, onClose));
            }}
          />
        </label>
      </div>
      <ul className="find-hits">
        {answer?.hits.map((hit) => (
          <li key={hit.message?.id}>
            <button type="button" onClick={() => hit.message && go(hit.message, onClose)}>
              <span className="grow">
                {hit.snippet.map((part, index) => (part.hit ? <mark key={index}>{part.text}</mark> : part.text))}
              </span>
              {hit.message && <time dateTime={hit.message.at}>{dateAndTime(hit.message.at)}</time>}
            </button>
          </li>
        ))}
      </ul>
      <p className="quiet" role="status">
        {!q
          ? ''
          : answer?.q !== q
            ? t('search.searching')
            : answer.failed
              ? t('search.failed')
              : answer.hits.length
                ? ''
                : t('search.nothing', { q })}
      </p>
    </>
  );
}

/** Walks back page by page until the day is reached; a chat's first message ends the walk. */
async function toDay(chat: string, day: string): Promise<MessageRow | null> {
  for (let pages = 0; pages < 40; pages++) {
    const thread = parley.store.thread(chat);
    const oldest = thread?.rows[0];
    if (!thread || !oldest) return null;
    if (dayOf(oldest.at) <= day || !thread.moreBefore) break;
    try {
      await parley.fetchPage(chat, `before=${oldest.seq}&limit=60`, 'before');
    } catch {
      break;
    }
  }
  const rows = parley.store.thread(chat)?.rows ?? [];
  return rows.find((row) => dayOf(row.at) >= day) ?? null;
}

function Media({ chat, onClose }: { chat: string; onClose: () => void }) {
  const rows = (parley.store.thread(chat)?.rows ?? []).filter((row) => row.files.length && !row.deletedAt).reverse();
  const pictures = rows.flatMap((row) => row.files.filter((file) => file.url && row.kind === 'image'));
  if (!rows.length) return <p className="quiet">{t('find.noMedia')}</p>;
  return (
    <>
      <div className="find-pictures">
        {pictures.map((file, index) => (
          <button
            key={file.id ?? index}
            type="button"
            className="picture"
            aria-label={t('media.open', { name: file.name })}
            onClick={() => show({ kind: 'pictures', files: pictures, at: index })}
          >
            <img src={file.thumb ?? file.url ?? ''} alt={file.name} loading="lazy" />
          </button>
        ))}
      </div>
      <ul className="find-hits">
        {rows
          .filter((row) => row.kind !== 'image')
          .map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => go(row, onClose)}>
                <Icon name="file" size={18} />
                <span className="grow one-line">{row.files[0]?.name ?? lineOf(row)}</span>
                <span className="quiet small">{row.files[0]?.size ? size(row.files[0].size) : ''}</span>
                <time dateTime={row.at} title={dateAndTime(row.at)}>
                  {clock(row.at)}
                </time>
              </button>
            </li>
          ))}
      </ul>
    </>
  );
}
