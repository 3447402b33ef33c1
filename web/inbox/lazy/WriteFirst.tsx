import { useState } from 'react';
import { ApiError } from '../../shared/api';
import { language, t } from '../../shared/i18n';
import { uuid7 } from '../../shared/ids';
import { parley } from '../../shared/parley';
import { readPhone, regionOf, showPhone } from '../../shared/phone';
import type { Args, ChatRow, MessageRow } from '../../shared/types';
import { Button, Dialog, Field, Notice, TextField } from '../../shared/ui';
import { complain } from '../actions';
import { transportName } from '../names';
import { openChat } from '../open';
import { problemText } from '../thread/Failure';
import { byPhone, channelsToWriteFirst } from '../writeFirst';
import { asOrder, isComplete, TemplateChoice, type Filled } from './TemplateChoice';

/** Writes to somebody who has not written (R45): to whom, how it is read, from which channel, what. */
export function WriteFirst({ to, network, onClose }: { to: string; network?: string; onClose: () => void }) {
  const channels = channelsToWriteFirst();
  const fitting = network ? channels.filter((one) => one.network === network) : channels;
  const offered = fitting.length ? fitting : channels;
  const preselected = offered.find((one) => one.isDefault) ?? (offered.length === 1 ? offered[0] : undefined);
  const [typed, setTyped] = useState(to);
  const [channelId, setChannelId] = useState(preselected?.id ?? '');
  const [words, setWords] = useState('');
  const [filled, setFilled] = useState<Filled | null>(null);
  const [cid] = useState(() => uuid7());
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  const channel = offered.find((one) => one.id === channelId);
  const nick = /^@?[a-z][\w.]{2,}$/i.test(typed.trim());
  const eightIsSeven = parley.store.boot?.features.eightIsSeven !== false;
  const phone = nick ? null : readPhone(typed, eightIsSeven);
  const region = phone && regionOf(phone);
  const country = region ? (new Intl.DisplayNames([language()], { type: 'region' }).of(region) ?? '') : '';
  const address = nick ? { username: typed.trim().replace(/^@/, '') } : phone ? { phone: phone.slice(1) } : null;
  const exists = address && channel ? known(channel.id, address) : undefined;
  const wrongWay =
    channel && address && ('phone' in address ? !byPhone(channel.network) : channel.network === 'whatsapp');

  const byTemplate = channel?.can?.writeFirst === 'template';
  const silent = byTemplate ? !filled : !words.trim();

  const mistakes = {
    to: !address
      ? t('write.noAddress')
      : wrongWay
        ? t('write.wrongWay', { type: transportName(channel.transport) })
        : null,
    channel: !channel ? t('write.noChannel') : null,
    words: silent && !exists ? t('mistake.required') : null,
  };

  async function send(): Promise<void> {
    if (exists && silent) return open(exists.id);
    setTried(true);
    if (mistakes.to || mistakes.channel || mistakes.words || !address || !channel) return;
    if (byTemplate && filled && !isComplete(filled)) return;
    setBusy(true);
    setRefused(null);
    try {
      const { row } = await parley.api.send<{ row: MessageRow }>('POST', '/messages', {
        cid,
        channel: channel.id,
        address: 'phone' in address ? `+${address.phone}` : `@${address.username}`,
        ...(byTemplate && filled ? { template: asOrder(filled) } : { text: words.trim() }),
      });
      await parley.loadChat(row.chat).catch(() => undefined);
      open(row.chat);
    } catch (problem) {
      if (problem instanceof ApiError && channel)
        setRefused(problemText(problem.code, { ...(problem.body as Args), ...problem.args }, asRow(channel.id)));
      else complain(problem);
    } finally {
      setBusy(false);
    }
  }

  function choose(id: string): void {
    setChannelId(id);
    setFilled(null);
  }

  function open(chat: string): void {
    onClose();
    openChat(chat);
  }

  return (
    <Dialog
      title={t('write.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void send()}>
            {exists && silent ? t('card.openChat') : t('composer.send')}
          </Button>
        </>
      }
    >
      {refused && (
        <Notice tone="red" icon="warning">
          {refused}
        </Notice>
      )}
      <TextField
        label={t('write.to')}
        value={typed}
        onChange={setTyped}
        autoFocus={!to}
        autoComplete="off"
        placeholder={t('write.toExample')}
        error={tried ? mistakes.to : null}
        help={
          phone
            ? country
              ? t('write.readAs', { typed: typed.trim(), phone: showPhone(phone), country })
              : t('write.readAsPlain', { typed: typed.trim(), phone: showPhone(phone) })
            : undefined
        }
      />
      {exists && <Notice icon="chat">{t('write.exists')}</Notice>}
      <fieldset className="stack write-channels">
        <legend className="label">{t('write.channel')}</legend>
        {offered.map((one) => (
          <label key={one.id} className="check">
            <input type="radio" name="channel" checked={one.id === channelId} onChange={() => choose(one.id)} />
            <span>
              {transportName(one.transport)} · {one.name}
              <span className="menu-note">
                {[one.address, one.isDefault ? t('write.default') : ''].filter(Boolean).join(' · ')}
              </span>
            </span>
          </label>
        ))}
        {tried && mistakes.channel && <span className="error-text">{mistakes.channel}</span>}
      </fieldset>
      {byTemplate ? (
        <TemplateChoice
          channel={channel.id}
          filled={filled}
          tried={tried && !exists}
          label={t('composer.template')}
          onChange={setFilled}
        />
      ) : (
        <Field label={t('composer.message')} error={tried ? mistakes.words : null}>
          {(ids) => (
            <textarea
              className="input"
              rows={4}
              value={words}
              data-focus={to ? true : undefined}
              onInput={(event) => setWords(event.currentTarget.value)}
              {...ids}
            />
          )}
        </Field>
      )}
    </Dialog>
  );
}

/** A chat with this address that is here already: it opens instead. */
function known(channel: string, address: { phone: string } | { username: string }): ChatRow | undefined {
  for (const row of parley.store.chats.values()) {
    if (row.channel !== channel) continue;
    if ('phone' in address && row.address.phone?.replace(/\D/g, '') === address.phone) return row;
    if ('username' in address && row.address.username?.toLowerCase() === address.username.toLowerCase()) return row;
  }
  return undefined;
}

/** Enough of a row for the texts of a refusal. */
function asRow(channel: string): ChatRow {
  return { channel, network: parley.store.channels.get(channel)?.network ?? '' } as ChatRow;
}
