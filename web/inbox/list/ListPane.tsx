import { useEffect, useRef, useState } from 'react';
import { useKey, usePlace } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { Button, Icon, IconButton, LinkButton, Skeleton } from '../../shared/ui';
import { filterQuery, isFiltered, NO_FILTERS, readFilters, rememberedFilters } from '../filters';
import { focusComposer, focusList } from '../open';
import { show } from '../why';
import { canWriteFirst } from '../writeFirst';
import { ChatList } from './ChatList';
import { applyFilters, FilterBar } from './Filters';
import { follow, Results, useResults, type Result } from './Results';
import { source } from './source';

/** Search, filters and the list, or what was found in its place. */
export function ListPane({ open }: { open: string | null }) {
  useKey('language');
  useKey('boot');
  useKey('channels');
  const place = usePlace();
  const [typed, setTyped] = useState('');
  const filters = filterQuery(readFilters(place.query));
  const boot = parley.store.version('boot');

  useEffect(() => {
    // The filters of the last visit, when the address asks for none.
    const before = rememberedFilters();
    if (!filters && before && place.path.length < 2) applyFilters(readFilters(new URLSearchParams(before)));
  }, []);
  useEffect(() => source.start(readFilters(new URLSearchParams(filters))), [filters, boot]);
  useEffect(() => {
    if (open) source.keep = open;
  }, [open]);

  return (
    <section className="pane list-pane" aria-label={t('list.name')} data-pane>
      <header className="list-head">
        <SearchBox typed={typed} onType={setTyped} />
        {canWriteFirst() && (
          <IconButton icon="pencil" label={t('write.title')} onClick={() => show({ kind: 'write' })} />
        )}
      </header>
      {!typed.trim() && (
        <>
          <FilterBar />
          <Body open={open} filtered={filters !== ''} />
        </>
      )}
    </section>
  );
}

function SearchBox({ typed, onType }: { typed: string; onType: (typed: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  const [at, setAt] = useState(0);
  const searching = typed.trim() !== '';
  const { found, results } = useResults(typed);
  const here = Math.min(at, results.length - 1);
  const go = (result: Result) => {
    follow(result);
    if (result.kind !== 'message') onType('');
    input.current?.blur();
    if (result.kind === 'contact') focusComposer();
  };
  return (
    <>
      <div className="search">
        <Icon name="search" size={18} />
        <input
          ref={input}
          type="text"
          inputMode="search"
          enterKeyHint="search"
          className="search-input"
          role="combobox"
          aria-label={t('search.name')}
          aria-expanded={searching}
          aria-controls={searching ? 'search-results' : undefined}
          aria-activedescendant={searching && here >= 0 ? `result-${here}` : undefined}
          aria-autocomplete="list"
          aria-keyshortcuts="/"
          placeholder={t('search.placeholder')}
          autoComplete="off"
          spellcheck={false}
          value={typed}
          onInput={(event) => {
            onType(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              event.preventDefault();
              onType('');
              focusList();
            } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              event.preventDefault();
              if (!searching) return focusList();
              setAt(Math.max(0, Math.min(results.length - 1, here + (event.key === 'ArrowDown' ? 1 : -1))));
            } else if (event.key === 'Enter' && !event.isComposing && results[here]) {
              event.preventDefault();
              go(results[here]);
            }
          }}
        />
        {typed && (
          <button
            type="button"
            className="search-clear"
            aria-label={t('search.clear')}
            onClick={() => {
              onType('');
              input.current?.focus();
            }}
          >
            <Icon name="close" size={16} />
          </button>
        )}
      </div>
      {searching && (
        <div className="search-results">
          <Results typed={typed} found={found} results={results} at={here} onFollow={go} />
        </div>
      )}
    </>
  );
}

function Body({ open, filtered }: { open: string | null; filtered: boolean }) {
  useKey('source');
  useKey('list');
  const { store } = parley;
  const empty = source.ids().length === 0;
  if (!empty)
    return (
      <>
        {source.phase === 'failed' && <Failed />}
        <ChatList open={open} />
      </>
    );
  if (source.phase === 'failed') return <Failed />;
  if (source.phase === 'loading') return <Skeleton rows={8} height={56} />;
  if (filtered)
    return source.filters.view === 'unanswered' && filterQuery({ ...source.filters, view: 'all' }) === '' ? (
      <EmptyList>
        <p>{t('list.allAnswered')}</p>
        <LinkButton onClick={() => applyFilters(NO_FILTERS)}>{t('list.reset')}</LinkButton>
      </EmptyList>
    ) : (
      <EmptyList>
        <p>{t('nothing')}</p>
        <LinkButton onClick={() => applyFilters(NO_FILTERS)}>{t('list.reset')}</LinkButton>
      </EmptyList>
    );
  if (!store.channels.size && store.me?.admin)
    return (
      <EmptyList>
        <p>{t('list.noChannels')}</p>
        <p>
          <a className="button primary" href="/app/channels">
            {t('list.connect')}
          </a>
        </p>
      </EmptyList>
    );
  const noRole = [...store.channels.values()].every((channel) => channel.access === 'NONE');
  if (store.me?.employee && noRole && !isFiltered(source.filters))
    return (
      <EmptyList>
        <p>{t('list.noRole')}</p>
      </EmptyList>
    );
  return (
    <EmptyList>
      <p>{t('list.noChats')}</p>
    </EmptyList>
  );
}

function EmptyList({ children }: { children: import('react').ReactNode }) {
  return (
    <div className="empty list-empty">
      <Icon name="chat" size={32} />
      {children}
    </div>
  );
}

function Failed() {
  return (
    <div className="list-failed" role="alert">
      <span className="grow">{t('list.failed')}</span>
      <Button onClick={() => source.retry()}>{t('retry')}</Button>
    </div>
  );
}
