import { useState } from 'react';
import { text, t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import type { Entry } from '../../shared/outbox';
import { size } from '../../shared/time';
import type { Args, ChatRow, MessageRow } from '../../shared/types';
import { Icon, LinkButton } from '../../shared/ui';
import { complain, copy } from '../actions';
import { channelOf, readable, reasonText, transportName } from '../names';

/** Why a message did not go, as a seller understands it (UX 6.6). */
export function problemText(code: string, given: Args, chat: ChatRow): string {
  const channel = channelOf(chat);
  const bytes = (value: Args[string]) => (typeof value === 'number' ? size(value) : String(value ?? ''));
  const args: Args = {
    type: transportName(channel?.transport ?? chat.network),
    channel: channel?.name ?? '',
    hours: channel?.can?.windowHours ?? 24,
    templates: channel?.can?.templates ? 'yes' : 'no',
    ...readable(given),
  };
  if (code === 'too_big') Object.assign(args, { size: bytes(given.size), max: bytes(given.max) });
  if (code === 'refused_by_access' && given.reason)
    args.reason = reasonText({ code: String(given.reason), args: given });
  return text(`problem.${code}`, args) ?? text(`why.${code}`, args) ?? t('problem.other', { code });
}

/** A failed message can go again; of an unknown one the seller decides what became of it (R72). */
export function Failure({ row, chat }: { row: MessageRow; chat: ChatRow }) {
  const [busy, setBusy] = useState(false);
  const unknown = row.status === 'unknown';
  const code = row.error?.code ?? (unknown ? 'unknown' : 'refused');
  const reason = unknown ? t('problem.unknown') : problemText(code, row.error?.args ?? {}, chat);

  async function resolve(as: 'resend' | 'sent' | 'failed'): Promise<void> {
    setBusy(true);
    try {
      const answer = await parley.api.send<{ row?: MessageRow } | undefined>('POST', `/messages/${row.id}/resolve`, {
        as,
      });
      if (answer?.row) parley.store.putMessage(answer.row);
    } catch (problem) {
      complain(problem);
    } finally {
      setBusy(false);
    }
  }

  function again(): void {
    parley.outbox.add({ chat: row.chat, channel: null, text: row.text ?? '', files: row.files, quote: row.quote });
  }

  const mayWrite = chat.access === 'WRITE';
  return (
    <p className={unknown ? 'failure unknown' : 'failure'}>
      <Icon name={unknown ? 'question' : 'warning'} size={16} />
      <span className="grow">
        {reason}
        {mayWrite && (
          <span className="failure-choices">
            <LinkButton disabled={busy} onClick={() => (unknown ? void resolve('resend') : again())}>
              {t('message.again')}
            </LinkButton>
            {unknown && (
              <LinkButton disabled={busy} onClick={() => void resolve('sent')}>
                {t('message.markSent')}
              </LinkButton>
            )}
          </span>
        )}
      </span>
    </p>
  );
}

/** The same for a message that the server has not taken. */
export function EntryFailure({ entry, chat }: { entry: Entry; chat: ChatRow }) {
  if (entry.state === 'offline')
    return (
      <p className="failure waiting">
        <Icon name="clock" size={16} />
        <span className="grow">{t('problem.offline')}</span>
      </p>
    );
  if (entry.state !== 'refused' || !entry.refusal) return null;
  return (
    <p className="failure" role="alert">
      <Icon name="warning" size={16} />
      <span className="grow">
        {problemText(entry.refusal.code, entry.refusal.args as Args, chat)}
        <span className="failure-choices">
          <LinkButton onClick={() => parley.outbox.again(entry.cid)}>{t('message.again')}</LinkButton>
          {entry.text && <LinkButton onClick={() => void copy(entry.text)}>{t('message.copy')}</LinkButton>}
          <LinkButton onClick={() => parley.outbox.drop(entry.cid)}>{t('message.drop')}</LinkButton>
        </span>
      </span>
    </p>
  );
}
