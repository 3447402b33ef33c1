import { useState } from 'react';
import { ApiError } from '../../shared/api';
import { t } from '../../shared/i18n';
import { uuid7 } from '../../shared/ids';
import { parley } from '../../shared/parley';
import type { Args, MessageRow } from '../../shared/types';
import { Button, Dialog, Notice } from '../../shared/ui';
import { complain } from '../actions';
import { problemText } from '../thread/Failure';
import { asOrder, isComplete, TemplateChoice, type Filled } from './TemplateChoice';

/** A template instead of a message, while the messenger's window is closed or because somebody wants one. */
export function Templates({ chat, channel, onClose }: { chat: string; channel: string; onClose: () => void }) {
  const [filled, setFilled] = useState<Filled | null>(null);
  const [cid] = useState(() => uuid7());
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  async function send(): Promise<void> {
    if (!filled) return;
    setTried(true);
    if (!isComplete(filled)) return;
    setBusy(true);
    setRefused(null);
    try {
      const body = { cid, chat, channel, template: asOrder(filled) };
      const { row } = await parley.api.send<{ row: MessageRow }>('POST', '/messages', body);
      parley.store.putMessage(row);
      onClose();
    } catch (problem) {
      const row = parley.store.chats.get(chat);
      if (problem instanceof ApiError && row)
        setRefused(problemText(problem.code, { ...(problem.body as Args), ...problem.args }, row));
      else complain(problem);
    } finally {
      setBusy(false);
    }
  }

  function choose(next: Filled): void {
    if (next.template.id !== filled?.template.id) setTried(false);
    setFilled(next);
  }

  return (
    <Dialog
      title={t('templates.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={!filled} onClick={() => void send()}>
            {t('composer.send')}
          </Button>
        </>
      }
    >
      {refused && (
        <Notice tone="red" icon="warning">
          {refused}
        </Notice>
      )}
      <TemplateChoice channel={channel} filled={filled} tried={tried} onChange={choose} />
    </Dialog>
  );
}
