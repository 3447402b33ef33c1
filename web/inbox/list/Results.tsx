import { useEffect, useRef } from 'react';
import { useKey } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import { short } from '../../shared/time';
import type { ChatRow, SearchHit } from '../../shared/types';
import { Avatar, Icon } from '../../shared/ui';
import { commands, type Command } from '../commands';
import { avatarName, chatName, lineOf } from '../names';
import { openChat } from '../open';
import { useSearch, type Found } from './finding';
import { RowBody } from './Row';

export type Result =
  | { key: string; kind: 'contact'; row: ChatRow }
  | { key: string; kind: 'message'; hit: SearchHit }
  | { key: string; kind: 'command'; command: Command };

export function useResults(typed: string): { found: Found; results: Result[] } {
  useKey('list');
  const found = useSearch(typed);
  return {
    found,
    results: [
      ...found.contacts.map((row): Result => ({ key: `c${row.id}`, kind: 'contact', row })),
      ...found.messages.map((hit): Result => ({ key: `m${hit.message?.id ?? hit.chat.id}`, kind: 'message', hit })),
      ...commands(typed).map((command): Result => ({ key: `x${command.text}`, kind: 'command', command })),
    ],
  };
}

/** Enter opens the thread around the hit. */
export function follow(result: Result): void {
  if (result.kind === 'command') result.command.run();
  else if (result.kind === 'contact') openChat(result.row.id);
  else openChat(result.hit.chat.id, result.hit.message ? { around: result.hit.message.seq } : {});
}

export function Results(props: {
  typed: string;
  found: Found;
  results: Result[];
  at: number;
  onFollow: (result: Result) => void;
}) {
  const { typed, found, results, at, onFollow } = props;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const group = (kind: Result['kind'], name: string) => {
    const members = results.map((result, index) => ({ result, index })).filter(({ result }) => result.kind === kind);
    if (!members.length) return null;
    return (
      <div role="group" aria-label={name}>
        <div className="results-head" aria-hidden="true">
          {name}
        </div>
        {members.map(({ result, index }) => (
          <div
            key={result.key}
            id={`result-${index}`}
            role="option"
            aria-selected={index === at}
            className={index === at ? 'row result active' : 'row result'}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onFollow(result)}
          >
            <ResultBody result={result} />
          </div>
        ))}
      </div>
    );
  };
  return (
    <>
      <div
        ref={box}
        className="results scroller"
        id="search-results"
        role="listbox"
        aria-label={t('search.results')}
        tabIndex={-1}
      >
        {group('contact', t('search.contacts'))}
        {group('message', t('search.messages'))}
        {group('command', t('search.commands'))}
      </div>
      <p className="results-state quiet" role="status">
        {found.state === 'searching'
          ? t('search.searching')
          : found.state === 'failed'
            ? t('search.failed')
            : results.length === 0
              ? t('search.nothing', { q: typed.trim() })
              : ''}
      </p>
    </>
  );
}

const BEFORE = 14;

/** The hit itself has to be seen in a narrow line, so little of what stands before it is kept. */
function inSight(snippet: SearchHit['snippet']): SearchHit['snippet'] {
  const first = snippet[0];
  if (!first || first.hit || snippet.length < 2 || first.text.length <= BEFORE) return snippet;
  return [{ ...first, text: `…${first.text.slice(-BEFORE)}` }, ...snippet.slice(1)];
}

function ResultBody({ result }: { result: Result }) {
  if (result.kind === 'contact') return <RowBody row={result.row} />;
  if (result.kind === 'command')
    return (
      <span className="result-command">
        <Icon name={result.command.icon} size={18} />
        {result.command.text}
      </span>
    );
  const { chat, message, snippet } = result.hit;
  return (
    <>
      <Avatar id={chat.id} name={avatarName(chat)} />
      <span className="row-name">
        <b className="one-line">{chatName(chat)}</b>
      </span>
      {message && (
        <time className="row-time" dateTime={message.at}>
          {short(message.at)}
        </time>
      )}
      <span className="row-last one-line">
        {snippet.length
          ? inSight(snippet).map((part, index) => (part.hit ? <mark key={index}>{part.text}</mark> : part.text))
          : message && lineOf(message)}
      </span>
    </>
  );
}
