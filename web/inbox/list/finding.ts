/** Search (UX 9.2): what is here at once, the rest from the server after a pause. */
import { useEffect, useState } from 'react';
import { query } from '../../shared/api';
import { parley } from '../../shared/parley';
import { phoneHas } from '../../shared/phone';
import type { ChatRow, Page, SearchHit } from '../../shared/types';

const PAUSE = 250;
const LIMIT = 30;

/** Names, phones and @names of the rows that this browser knows, in the order of the list. */
export function localHits(typed: string): ChatRow[] {
  const { store } = parley;
  const words = typed.trim().toLocaleLowerCase().replace(/ё/g, 'е').split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const eightIsSeven = store.boot?.features.eightIsSeven !== false;
  const found: ChatRow[] = [];
  for (const id of store.order) {
    const row = store.chats.get(id);
    if (!row) continue;
    const name = (row.name ?? '').toLocaleLowerCase().replace(/ё/g, 'е');
    const nick = row.address.username ? `@${row.address.username.replace(/^@/, '').toLocaleLowerCase()}` : '';
    const named = words.every((word) => name.includes(word) || nick.includes(word));
    if (named || (row.address.phone && phoneHas(row.address.phone, typed, eightIsSeven))) found.push(row);
    if (found.length === LIMIT) break;
  }
  return found;
}

export interface Found {
  contacts: ChatRow[];
  messages: SearchHit[];
  state: 'searching' | 'done' | 'failed';
}

export function useSearch(typed: string): Found {
  const [answer, setAnswer] = useState<{ typed: string; contacts: ChatRow[]; messages: SearchHit[]; failed: boolean }>({
    typed: '',
    contacts: [],
    messages: [],
    failed: false,
  });
  const q = typed.trim();
  useEffect(() => {
    if (!q) return;
    const abort = new AbortController();
    const ask = (where: 'contacts' | 'messages') =>
      parley.api.get<Page<SearchHit>>(`/search${query({ q, in: where })}`, abort.signal);
    const timer = setTimeout(() => {
      Promise.all([ask('contacts'), ask('messages')]).then(
        ([contacts, messages]) => {
          for (const { chat } of contacts.rows) parley.store.putChat(chat);
          setAnswer({
            typed: q,
            contacts: contacts.rows.map((hit) => hit.chat),
            messages: messages.rows,
            failed: false,
          });
        },
        () => {
          if (!abort.signal.aborted) setAnswer({ typed: q, contacts: [], messages: [], failed: true });
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [q]);
  const here = localHits(typed);
  const current = answer.typed === q;
  const known = new Set(here.map((row) => row.id));
  return {
    contacts: [...here, ...(current ? answer.contacts.filter((row) => !known.has(row.id)) : [])],
    messages: current ? answer.messages : [],
    state: !current ? 'searching' : answer.failed ? 'failed' : 'done',
  };
}
