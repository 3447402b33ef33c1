import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { dateAndTime } from '../shared/time';
import { Button, Dialog, Notice, Tag } from '../shared/ui';
import { complain, stateText } from '../settings/common';
import type { Connected } from './form';

export function StateTag({ row }: { row: Pick<Connected, 'state' | 'reason' | 'reasonText'> }) {
  const tone = row.state === 'connected' ? 'ok' : row.state === 'needs_reconnect' ? 'red' : 'warn';
  return <Tag tone={tone}>{stateText(row)}</Tag>;
}

/** How far the line has come: what a person waits for while it is made (UX 12.2). */
export function Progress({ row }: { row: Connected }) {
  if (row.state === 'connected')
    return (
      <Notice tone="ok" icon="check">
        {t('channels.connectedAt', { address: row.address || row.name })}
      </Notice>
    );
  if (row.state === 'connecting') return <Notice icon="clock">{t('channels.connecting')}</Notice>;
  return (
    <Notice tone="warn" icon="warning">
      <p>{stateText(row)}</p>
      <p className="small">{t('channels.since', { time: dateAndTime(row.stateSince) })}</p>
    </Notice>
  );
}

/** Asks the hub to do something with the line; refusals are said aloud. */
export async function act(row: Connected, action: string): Promise<Connected | null> {
  try {
    return (await parley.api.send<{ row: Connected }>('POST', `/channels/${row.id}/actions/${action}`, {})).row;
  } catch (problem) {
    complain(problem);
    return null;
  }
}

/** Asks once (UX 12.3). */
export function Removal(props: { channel: Connected; onClose: () => void; onRemoved: () => void }) {
  const { channel, onClose, onRemoved } = props;
  async function remove(): Promise<void> {
    try {
      await parley.api.send('DELETE', `/channels/${channel.id}`);
      onRemoved();
    } catch (problem) {
      complain(problem);
    }
  }
  return (
    <Dialog
      title={t('channels.deleteAsk', { channel: channel.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="danger" onClick={() => void remove()}>
            {t('channels.delete')}
          </Button>
        </>
      }
    >
      <p>{t('channels.deleteHelp')}</p>
    </Dialog>
  );
}

/** The page of the integration with this channel chosen there; ticked, too, when it is in none yet. */
export function integrationHref(channel: Connected): string | null {
  const integration = parley.store.boot?.integration;
  return integration
    ? `/app/integrations/${integration.id}?channel=${channel.id}${channel.integration ? '&section=roles' : ''}`
    : null;
}
