/** What may be done with a chat, from its row, its header and by keys alike. */
import { ApiError, NoNetwork } from '../shared/api';
import { t } from '../shared/i18n';
import { mistakeText } from '../shared/mistakes';
import { parley } from '../shared/parley';
import type { Card, ChatRow } from '../shared/types';
import { toast } from '../shared/ui';

export function complain(problem: unknown): void {
  const reason =
    problem instanceof NoNetwork
      ? t('signIn.noNetwork')
      : problem instanceof ApiError
        ? mistakeText(problem.code, problem.args)
        : String(problem);
  toast(t('failed', { reason }));
}

async function change(method: 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<boolean> {
  try {
    const answer = await parley.api.send<{ row?: ChatRow } | undefined>(method, path, body);
    if (answer?.row) parley.store.putChat(answer.row);
    return true;
  } catch (problem) {
    complain(problem);
    return false;
  }
}

/** The undo lies in the message for ten seconds; afterwards the server refuses it. */
export async function noAnswerNeeded(chat: string): Promise<void> {
  if (!(await change('POST', `/chats/${chat}/no-answer-needed`, {}))) return;
  toast({
    text: t('row.noAnswerDone'),
    stays: 10_000,
    action: { text: t('row.undo'), run: () => void change('DELETE', `/chats/${chat}/no-answer-needed`) },
  });
}

export async function mute(row: ChatRow): Promise<void> {
  await change(row.muted ? 'DELETE' : 'PUT', `/chats/${row.id}/mute`, row.muted ? undefined : {});
}

export async function accept(chat: string): Promise<void> {
  try {
    const answer = await parley.api.send<{ row?: ChatRow } | undefined>('POST', `/chats/${chat}/accept`, {});
    if (answer?.row) parley.store.putChat(answer.row);
  } catch (problem) {
    if (problem instanceof ApiError && problem.code === 'claimed_by_other') {
      const by = problem.body.by as { name?: string } | string | undefined;
      toast(t('claim.lost', { who: typeof by === 'string' ? by : (by?.name ?? '') }));
    } else complain(problem);
  }
}

/** The contact's page is known to the card only, which is asked when somebody wants to go there. */
export async function openInCrm(chat: string): Promise<void> {
  try {
    const card = await parley.api.get<Card>(`/chats/${chat}/card`);
    const url = card.contact?.url;
    if (!url) toast(t('card.none'));
    else if (url.startsWith('/app/')) void parley.router.go(url);
    else window.open(url, '_blank', 'noopener,noreferrer');
  } catch (problem) {
    complain(problem);
  }
}

export async function copy(words: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(words);
    toast(t('copied'));
  } catch (problem) {
    complain(problem);
  }
}
