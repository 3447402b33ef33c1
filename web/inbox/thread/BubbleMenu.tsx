import { useState } from 'react';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import type { ChatRow, MessageRow } from '../../shared/types';
import { Button, Dialog, Icon, Popover, type IconName, type Point } from '../../shared/ui';
import { complain, copy } from '../actions';
import { startEdit, startQuote } from '../composer/composing';
import { channelOf } from '../names';
import { ageOf, allowedFor, mayEdit } from './changing';

const REACTIONS = ['👍', '❤️', '😂', '😮', '🙏', '👎'];

export default function BubbleMenu(props: { row: MessageRow; chat: ChatRow; at: Point; onClose: () => void }) {
  const { row, chat, at, onClose } = props;
  const [asking, setAsking] = useState(false);
  const can = channelOf(chat)?.can;
  const mine = row.reactions.find(({ by }) => by === parley.store.me?.name)?.emoji;
  const writes = chat.access === 'WRITE' && !row.deletedAt;
  const mayDelete = writes && row.out && row.via === 'parley' && ageOf(row) < allowedFor(can?.delete);

  async function call(method: 'PUT' | 'DELETE', path: string, body?: unknown): Promise<void> {
    try {
      const answer = await parley.api.send<{ row?: MessageRow } | undefined>(
        method,
        `/messages/${row.id}${path}`,
        body,
      );
      if (answer?.row) parley.store.putMessage(answer.row);
    } catch (problem) {
      complain(problem);
    }
  }

  if (asking)
    return (
      <Dialog
        title={t('message.deleteAsk')}
        onClose={onClose}
        actions={
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button
              kind="danger"
              onClick={() => {
                onClose();
                void call('DELETE', '');
              }}
            >
              {t('message.delete')}
            </Button>
          </>
        }
      >
        <p>{t('message.deleteHelp')}</p>
      </Dialog>
    );

  const item = (words: string, icon: IconName, run: () => void, danger = false) => (
    <button
      type="button"
      role="menuitem"
      className={danger ? 'menu-item danger' : 'menu-item'}
      onClick={() => {
        if (!danger) onClose();
        run();
      }}
    >
      <Icon name={icon} size={18} />
      <span className="grow">{words}</span>
    </button>
  );
  return (
    <Popover at={at} label={t('message.menu')} role="menu" onClose={() => !asking && onClose()}>
      {writes && can?.reactions && !row.out && (
        <div className="menu-reactions" role="group" aria-label={t('message.react')}>
          {REACTIONS.map((emoji) => (
            <button
              key={emoji}
              type="button"
              role="menuitem"
              className="menu-reaction"
              aria-current={mine === emoji || undefined}
              onClick={() => {
                onClose();
                void call(mine === emoji ? 'DELETE' : 'PUT', '/reaction', mine === emoji ? undefined : { emoji });
              }}
            >
              {emoji}
            </button>
          ))}
        </div>
      )}
      {writes && item(t('message.quote'), 'reply', () => startQuote(row))}
      {row.text && item(t('message.copy'), 'copy', () => void copy(row.text ?? ''))}
      {mayEdit(row, chat) && item(t('message.edit'), 'pencil', () => startEdit(row))}
      {mayDelete && item(t('message.delete'), 'trash', () => setAsking(true), true)}
      {!writes && !row.text && <p className="menu-item quiet">{t('nothing')}</p>}
    </Popover>
  );
}
