import { useState } from 'react';
import { ApiError } from '../shared/api';
import { t, text } from '../shared/i18n';
import { uuid7 } from '../shared/ids';
import { parley } from '../shared/parley';
import type { ChannelRow, MessageRow } from '../shared/types';
import { Button, Dialog, Notice, SelectField, TextField } from '../shared/ui';
import { reasonText } from './Why';

/** Channels on which the viewer may begin a dialogue. */
export function writableFirst(): ChannelRow[] {
  return [...parley.store.channels.values()].filter(
    (one) => one.access === 'WRITE' && one.can && one.can.writeFirst === 'yes',
  );
}

/** The employee writes first: to whom, from which channel (R45), what. A chat that exists already opens instead. */
export function WriteFirst({ onClose }: { onClose: () => void }) {
  const channels = writableFirst();
  const usual = channels.find((one) => one.isDefault) ?? (channels.length === 1 ? channels[0] : undefined);
  const [address, setAddress] = useState('');
  const [channel, setChannel] = useState(usual?.id ?? '');
  const [words, setWords] = useState('');
  const [cid] = useState(uuid7);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  async function send(): Promise<void> {
    setBusy(true);
    try {
      const { row } = await parley.api.send<{ row: MessageRow }>('POST', '/messages', {
        cid,
        address: address.trim(),
        channel,
        text: words,
      });
      onClose();
      void parley.router.go(`/app/chats/${row.chat}`);
    } catch (found) {
      setProblem(why(found));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={t('first.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={!address.trim() || !channel || !words.trim()}
            onClick={() => void send()}
          >
            {t('first.send')}
          </Button>
        </>
      }
    >
      {!channels.length && <Notice>{t('first.noChannel')}</Notice>}
      {problem && <Notice tone="red">{problem}</Notice>}
      <TextField label={t('first.to')} help={t('first.toHelp')} value={address} onChange={setAddress} />
      <SelectField
        label={t('first.channel')}
        value={channel}
        choices={[
          { value: '', text: t('choose') },
          ...channels.map((one) => ({ value: one.id, text: [one.name, one.address].filter(Boolean).join(' · ') })),
        ]}
        onChange={setChannel}
      />
      <TextField label={t('first.text')} lines={4} value={words} onChange={setWords} />
    </Dialog>
  );
}

function why(problem: unknown): string {
  if (!(problem instanceof ApiError)) return t('signIn.noNetwork');
  return text(`send.${problem.code}`, problem.args) ?? reasonText({ code: problem.code, args: problem.args });
}
