import { useEffect, useRef, useState, type RefObject } from 'react';
import { useKey } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { compareNumbers } from '../../shared/positions';
import type { ChannelRow, ChatRow, MessageRow } from '../../shared/types';
import { toast } from '../../shared/ui';
import { complain } from '../actions';
import { focusList } from '../open';
import { mayEdit } from '../thread/changing';
import { problemText } from '../thread/Failure';
import { attachments, detachAll, MOST_FILES } from './attachments';
import { composing, startEdit, stopComposing } from './composing';
import type { Suggestions } from './SuggestionList';
import { useSuggestions } from './suggesting';

const TYPING_PAUSE = 3_000;

interface Key {
  key: string;
  code: string;
  shiftKey: boolean;
  altKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  isComposing?: boolean;
  keyCode?: number;
  preventDefault(): void;
  stopPropagation(): void;
}

export interface Writing {
  text: string;
  ready: boolean;
  editing: boolean;
  tooLong: string | null;
  overtaken: string | null;
  suggestions: Suggestions | null;
  type(text: string): void;
  insert(words: string): void;
  onKey(event: Key): void;
  send(sure: boolean): void;
  stay(): void;
  attached(left: number): void;
}

/** What is typed in one chat, and everything that decides whether and how it goes. */
export function useWriting(
  chat: ChatRow,
  from: ChannelRow | undefined,
  chosen: string | null,
  box: RefObject<HTMLTextAreaElement | null>,
): Writing {
  const { id } = chat;
  useKey(`files:${id}`);
  useKey(`composing:${id}`);
  useKey(`thread:${id}`);
  const [text, setText] = useState(() => parley.drafts.of(id, chat.draft));
  const current = useRef(text);
  const told = useRef(0);
  const typedAfter = useRef<string | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const { quote, edit } = composing(id);
  const files = attachments(id);

  const put = (words: string, draft = true) => {
    current.current = words;
    setText(words);
    if (draft && !composing(id).edit) parley.drafts.put(id, words, parley.store.chats.get(id)?.draft);
  };

  // A text that comes back from the outbox, or a newer draft of another device while nothing is typed here.
  useEffect(
    () =>
      parley.store.on(`draft:${id}`, () =>
        setText((current.current = parley.drafts.of(id, parley.store.chats.get(id)?.draft))),
      ),
    [id],
  );
  const serverDraft = chat.draft?.rev ?? 0;
  useEffect(() => {
    const known = parley.drafts.of(id, chat.draft);
    if (document.activeElement !== box.current && !edit && known !== current.current)
      setText((current.current = known));
  }, [serverDraft]);

  useEffect(() => {
    if (edit) {
      setText((current.current = edit.text ?? ''));
      focusAtEnd(box.current);
    } else setText((current.current = parley.drafts.of(id, parley.store.chats.get(id)?.draft)));
  }, [edit?.id]);

  // A colleague's answer that came after more than three letters were typed here.
  const rows = parley.store.thread(id)?.rows ?? [];
  const lastSeq = rows.at(-1)?.seq ?? '0';
  if (current.current.trim().length <= 3) typedAfter.current = null;
  else typedAfter.current ??= lastSeq;
  const overtaker = typedAfter.current ? answeredSince(rows, typedAfter.current) : null;

  const pending = files.some((one) => one.state === 'uploading');
  const refused = files.some((one) => one.state === 'refused');
  const good = files.filter((one) => one.state === 'ready');
  const most = (good.length ? from?.can?.captionMax : from?.can?.textMax) || Infinity;
  const tooLong = [...text].length > most ? problemText('too_long', { n: [...text].length, max: most }, chat) : null;
  const ready = (text.trim() !== '' || good.length > 0) && !pending && !refused && !tooLong;

  function send(sure: boolean): void {
    const words = current.current.trim();
    if (!ready) return;
    if (edit) return void correct(edit, words);
    if (overtaker && !sure && asked === null) return setAsked(overtaker.by?.name ?? t('thread.colleague'));
    setAsked(null);
    typedAfter.current = null;
    parley.outbox.returned.delete(id);
    parley.outbox.add({
      chat: id,
      channel: chosen,
      text: words,
      files: good.map((one) => one.file).filter((file) => !!file),
      quote: quote ? { id: quote.id, kind: quote.kind, text: quote.text, by: quote.out ? quote.by : chat.name } : null,
    });
    put('');
    detachAll(id);
    stopComposing(id);
    box.current?.focus();
  }

  async function correct(row: MessageRow, words: string): Promise<void> {
    stopComposing(id);
    if (words === row.text) return;
    try {
      const answer = await parley.api.send<{ row?: MessageRow } | undefined>('PATCH', `/messages/${row.id}`, {
        text: words,
      });
      if (answer?.row) parley.store.putMessage(answer.row);
    } catch (problem) {
      complain(problem);
    }
  }

  function type(words: string): void {
    put(words);
    if (!words.trim() || Date.now() - told.current < TYPING_PAUSE || edit) return;
    told.current = Date.now();
    parley.say({ t: 'typing', chat: id });
  }

  function insert(words: string): void {
    const field = box.current;
    const at = field?.selectionStart ?? text.length;
    const end = field?.selectionEnd ?? at;
    put(text.slice(0, at) + words + text.slice(end));
    requestAnimationFrame(() => {
      field?.focus();
      field?.setSelectionRange(at + words.length, at + words.length);
    });
  }

  const { suggestions, onKey: onSuggestionKey } = useSuggestions(chat, text, box, (words) => {
    put(words);
    focusAtEnd(box.current);
  });

  function onKey(event: Key): void {
    // Enter that ends a composition of an input method belongs to it.
    if (event.isComposing || event.keyCode === 229) return;
    if (onSuggestionKey(event)) return;
    const enter = event.key === 'Enter' && !event.shiftKey && !event.altKey;
    const modified = event.ctrlKey || event.metaKey;
    const sends = parley.preferences.send === 'ctrl' ? modified : true;
    if (enter && sends) {
      event.preventDefault();
      send(false);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (asked) setAsked(null);
      else if (quote || edit) stopComposing(id);
      else focusList();
    } else if (event.key === 'ArrowUp' && current.current === '' && !event.altKey && !edit) {
      const mine = rows.findLast((row) => row.by?.id === parley.store.me?.employee && mayEdit(row, chat));
      if (!mine) return;
      event.preventDefault();
      startEdit(mine);
    }
  }

  return {
    text,
    ready,
    editing: !!edit,
    tooLong,
    overtaken: asked,
    suggestions,
    type,
    insert,
    onKey,
    send,
    stay: () => setAsked(null),
    attached: (left) => {
      if (left > 0) toast(t('composer.tooMany', { n: MOST_FILES }));
      box.current?.focus();
    },
  };
}

function answeredSince(rows: MessageRow[], seq: string): MessageRow | null {
  const me = parley.store.me?.employee;
  return (
    rows.findLast((row) => row.out && row.kind !== 'system' && row.by?.id !== me && compareNumbers(row.seq, seq) > 0) ??
    null
  );
}

function focusAtEnd(field: HTMLTextAreaElement | null): void {
  requestAnimationFrame(() => {
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
  });
}
