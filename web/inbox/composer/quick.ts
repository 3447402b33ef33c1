/** Quick replies: asked once, filtered by what follows the slash, filled in for the chat. */
import { parley } from '../../shared/parley';
import type { ChatRow, QuickReply } from '../../shared/types';

let replies: QuickReply[] | null = null;
let asking: Promise<void> | null = null;

export function loadReplies(): void {
  asking ??= parley.api
    .get<{ rows: QuickReply[] }>('/quick-replies')
    .then(({ rows }) => {
      replies = rows;
      parley.store.touch('quick');
    })
    .catch(() => undefined)
    .finally(() => {
      // Asked again the next time, because others edit them too; what is here is shown meanwhile.
      setTimeout(() => (asking = null), 30_000);
    });
}

export function matchingReplies(typed: string): QuickReply[] | null {
  if (!replies) return null;
  const wanted = typed.toLocaleLowerCase();
  const starts = replies.filter((reply) => reply.shortcut.toLocaleLowerCase().startsWith(wanted));
  const holds = replies.filter((reply) => !starts.includes(reply) && reply.text.toLocaleLowerCase().includes(wanted));
  return [...starts, ...(wanted ? holds : [])].slice(0, 8);
}

export function fillIn(text: string, chat: ChatRow, deal: string): string {
  const values: Record<string, string> = {
    имя: chat.name?.split(/\s+/)[0] ?? '',
    name: chat.name?.split(/\s+/)[0] ?? '',
    менеджер: parley.store.me?.name ?? '',
    rep: parley.store.me?.name ?? '',
    компания: parley.store.boot?.account.name ?? '',
    company: parley.store.boot?.account.name ?? '',
    сделка: deal,
    deal,
  };
  return text
    .replace(/\{(\p{L}+)\}/gu, (whole, word: string) => values[word.toLocaleLowerCase()] ?? whole)
    .replace(/\s+([,.!?])/g, '$1');
}
