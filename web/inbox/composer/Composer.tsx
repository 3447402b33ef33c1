import { useEffect, useRef, useState } from 'react';
import { useKey } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import type { ChatRow } from '../../shared/types';
import { Icon, IconButton, LinkButton, Notice } from '../../shared/ui';
import { accept, noAnswerNeeded } from '../actions';
import { reasonText } from '../names';
import { show, showWhy } from '../why';
import { attach } from './attachments';
import { ChannelLine } from './ChannelLine';
import { answerChannel, windowOf } from './channel';
import { Attached, Returned, Using } from './Bars';
import { SuggestionList } from './SuggestionList';
import { useWriting } from './writing';
import { Tools } from './Tools';

/** Keyed by chat. Closed, it says why; open, it keeps whatever is typed until the server has taken it. */
export function Composer({ chat }: { chat: ChatRow }) {
  useKey('language');
  if (chat.access !== 'WRITE') return <Closed chat={chat} />;
  return <Open chat={chat} />;
}

function Closed({ chat }: { chat: ChatRow }) {
  const reason = chat.why ? reasonText({ code: chat.why, args: chat.args }) : t('composer.closed');
  return (
    <footer className="composer composer-closed" data-pane aria-label={t('composer.name')} tabIndex={-1}>
      <Returned chat={chat} />
      <div className="closed-line">
        <Icon name="eye" size={18} />
        <p className="grow">{reason}</p>
        <LinkButton onClick={(event) => showWhy(chat.id, event.currentTarget.getBoundingClientRect())}>
          {t('details')}
        </LinkButton>
      </div>
    </footer>
  );
}

function Open({ chat }: { chat: ChatRow }) {
  useKey('channels');
  useKey('preferences');
  const [channel, setChannel] = useState<string | null>(null);
  const from = answerChannel(chat, channel);
  const box = useRef<HTMLTextAreaElement>(null);
  const writing = useWriting(chat, from, channel, box);
  const { text, suggestions, tooLong } = writing;
  const open = windowOf(chat, from);
  const [over, setOver] = useState(false);
  const files = from?.can?.files.length !== 0;
  const claimable = chat.kind === 'new';
  const templates = () => from && show({ kind: 'templates', chat: chat.id, channel: from.id });

  useEffect(() => {
    grow(box.current);
  }, [text]);

  const take = (list: FileList | undefined | null) => {
    if (list?.length) writing.attached(attach(chat.id, [...list], from?.can));
  };
  return (
    <footer
      className={over ? 'composer over' : 'composer'}
      data-pane
      role="group"
      aria-label={t('composer.name')}
      tabIndex={-1}
      onDragOver={(event) => {
        if (!files || !event.dataTransfer?.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (!files || !event.dataTransfer?.files.length) return;
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      {over && <div className="drop-hint">{t('composer.drop')}</div>}
      <Returned chat={chat} />
      <Others chat={chat} overtaken={writing.overtaken} onSend={() => writing.send(true)} onStay={writing.stay} />
      <Using chat={chat} />
      <Attached chat={chat} />
      {suggestions && <SuggestionList {...suggestions} />}
      {open === 'closed' ? (
        <Notice tone="warn" icon="clock">
          {from?.can?.templates ? (
            <>
              {t('composer.windowClosed', { hours: from.can.windowHours ?? 24 })}{' '}
              <LinkButton onClick={templates}>{t('composer.chooseTemplate')}</LinkButton>
            </>
          ) : (
            t('problem.window_closed', { hours: from?.can?.windowHours ?? 24, type: from?.name ?? '', templates: 'no' })
          )}
        </Notice>
      ) : (
        <div className="writing">
          <Tools.Left files={files} onFiles={take} />
          <textarea
            ref={box}
            className="writing-box"
            rows={1}
            aria-label={t('composer.message')}
            placeholder={claimable ? t('composer.firstWins') : t('composer.message')}
            aria-controls={suggestions ? 'suggestions' : undefined}
            aria-activedescendant={suggestions && suggestions.items.length ? `suggestion-${suggestions.at}` : undefined}
            aria-invalid={tooLong ? true : undefined}
            value={text}
            onInput={(event) => writing.type(event.currentTarget.value)}
            onKeyDown={writing.onKey}
            onPaste={(event) => {
              const list = event.clipboardData?.files;
              if (!files || !list?.length) return;
              event.preventDefault();
              take(list);
            }}
          />
          <Tools.Right writing={writing} voice={from?.can?.voice ?? false} onVoice={take} />
          <IconButton
            icon="send"
            label={writing.editing ? t('save') : t('composer.send')}
            primary
            disabled={!writing.ready}
            onClick={() => writing.send(false)}
          />
        </div>
      )}
      {tooLong && (
        <p className="error-text small" role="alert">
          {tooLong}
        </p>
      )}
      <div className="composer-foot">
        <ChannelLine chat={chat} from={from} chosen={channel} onChoose={setChannel} />
        {typeof open === 'number' && <span className="window-left">{t('composer.left', { time: left(open) })}</span>}
        {open !== 'closed' && from?.can?.templates && (
          <LinkButton onClick={templates}>{t('composer.template')}</LinkButton>
        )}
        <span className="grow" />
        {claimable && parley.store.boot?.features.accept === true && (
          <LinkButton onClick={() => void accept(chat.id)}>{t('composer.accept')}</LinkButton>
        )}
        {chat.unanswered > 0 && (
          <button
            type="button"
            className="foot-button"
            title={`${t('row.noAnswer')} (Alt+N)`}
            onClick={() => void noAnswerNeeded(chat.id)}
          >
            <Icon name="check" size={16} />
            {t('row.noAnswer')}
          </button>
        )}
      </div>
    </footer>
  );
}

/** Somebody else answers at the same time, or has answered meanwhile. */
function Others(props: { chat: ChatRow; overtaken: string | null; onSend: () => void; onStay: () => void }) {
  const { chat, overtaken, onSend, onStay } = props;
  useKey(`presence:${chat.id}`);
  const me = parley.store.me?.employee;
  const writing = [...(parley.typing.get(chat.id)?.values() ?? [])].filter(({ person }) => person.id !== me);
  if (overtaken)
    return (
      <div className="bar warn" role="alert">
        <Icon name="warning" size={18} />
        <span className="grow">{t('composer.overtaken', { who: overtaken })}</span>
        <LinkButton onClick={onSend}>{t('composer.sendMine')}</LinkButton>
        <LinkButton onClick={onStay}>{t('cancel')}</LinkButton>
      </div>
    );
  if (!writing.length) return null;
  return (
    <div className="bar warn" role="status">
      <Icon name="pencil" size={16} />
      <span>{t('composer.answering', { who: writing.map(({ person }) => person.name).join(', ') })}</span>
    </div>
  );
}

/** Browsers that do not size a field by its content are told. */
function grow(box: HTMLTextAreaElement | null): void {
  if (!box || CSS.supports('field-sizing', 'content')) return;
  box.style.height = 'auto';
  box.style.height = `${Math.min(180, box.scrollHeight)}px`;
}

function left(milliseconds: number): string {
  const minutes = Math.max(1, Math.floor(milliseconds / 60_000));
  return minutes < 60
    ? t('time.minutes', { n: minutes })
    : t('time.hoursMinutes', { h: Math.floor(minutes / 60), m: minutes % 60 });
}
