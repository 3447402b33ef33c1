import { useEffect, useState, type RefObject } from 'react';
import { useKey } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import type { ChatRow } from '../../shared/types';
import { dealOf } from '../card/cards';
import { fillIn, loadReplies, matchingReplies } from './quick';
import type { Suggestion, Suggestions } from './SuggestionList';

type Pictures = typeof import('../lazy/pictures');

/** `/word` at the start of the box, or `:word` right before the caret. */
function wanted(text: string, caret: number): { kind: 'reply' | 'picture'; word: string; from: number } | null {
  const reply = /^\/([\p{L}\p{N}_-]*)$/u.exec(text);
  if (reply) return { kind: 'reply', word: reply[1] as string, from: 0 };
  const picture = /(?:^|\s):(\p{L}{2,})$/u.exec(text.slice(0, caret));
  return picture
    ? { kind: 'picture', word: picture[1] as string, from: caret - (picture[1] as string).length - 1 }
    : null;
}

export function useSuggestions(
  chat: ChatRow,
  text: string,
  box: RefObject<HTMLTextAreaElement | null>,
  put: (text: string) => void,
): {
  suggestions: Suggestions | null;
  onKey: (event: { key: string; shiftKey: boolean; preventDefault(): void; stopPropagation(): void }) => boolean;
} {
  useKey('quick');
  const [at, setAt] = useState(0);
  const [dismissed, setDismissed] = useState('');
  const [pictures, setPictures] = useState<Pictures | null>(null);
  const caret = box.current?.selectionStart ?? text.length;
  const [focused, setFocused] = useState(false);
  const found = !focused || text === dismissed ? null : wanted(text, caret);
  useEffect(() => {
    const field = box.current;
    if (!field) return;
    const changed = () => setFocused(document.activeElement === field);
    field.addEventListener('focus', changed);
    field.addEventListener('blur', changed);
    changed();
    return () => {
      field.removeEventListener('focus', changed);
      field.removeEventListener('blur', changed);
    };
  }, []);
  useEffect(() => setAt(0), [text]);
  useEffect(() => {
    if (found?.kind === 'reply') loadReplies();
    if (found?.kind === 'picture' && !pictures) void import('../lazy/pictures').then(setPictures);
  }, [found?.kind]);

  if (!found) return { suggestions: null, onKey: () => false };
  let items: Suggestion[] = [];
  let loading = false;
  if (found.kind === 'reply') {
    const replies = matchingReplies(found.word);
    loading = replies === null;
    items = (replies ?? []).map((reply) => ({
      key: reply.id,
      head: `/${reply.shortcut}`,
      text: reply.text,
      run: () => put(fillIn(reply.text, chat, dealOf(chat.id))),
    }));
  } else {
    items = (pictures?.named(found.word) ?? []).slice(0, 6).map(({ picture, words }) => ({
      key: picture,
      head: picture,
      text: words,
      run: () => put(`${text.slice(0, found.from)}${picture} ${text.slice(caret)}`),
    }));
    if (!items.length) return { suggestions: null, onKey: () => false };
  }
  const here = Math.min(at, Math.max(0, items.length - 1));
  return {
    suggestions: { items, at: here, loading, name: found.kind === 'reply' ? t('composer.quick') : t('composer.emoji') },
    onKey: (event) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        setDismissed(text);
        return true;
      }
      if (!items.length) return false;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        setAt((here + (event.key === 'ArrowDown' ? 1 : items.length - 1)) % items.length);
        return true;
      }
      if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) {
        event.preventDefault();
        items[here]?.run();
        return true;
      }
      return false;
    },
  };
}
