import { useState } from 'react';
import { ApiError } from '../shared/api';
import { useKey } from '../shared/hooks';
import { t, text } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { parley } from '../shared/parley';
import { dateAndTime } from '../shared/time';
import type { ChannelRow, ChannelType, Texts } from '../shared/types';
import { Button, ChannelTag, Dialog, Empty, Menu, Notice, Skeleton, Tag, toast } from '../shared/ui';
import { ChannelForm } from './ChannelForm';
import { complain, reason, said, Spoken, stateText } from './common';
import './settings.css';

export interface Connected extends ChannelRow {
  key?: string;
  stateSince?: string | null;
  lastIn?: string | null;
  lastOut?: string | null;
  reasonText?: Texts | null;
  fields?: Record<string, unknown>;
}

/** «Каналы»: what can be connected is adapter data; no messenger is known here by name. */
export default function Channels() {
  return <Spoken>{() => <Page />}</Spoken>;
}

function Page() {
  useKey('channels');
  const version = parley.store.version('channels');
  const types = useLoaded<{ rows: ChannelType[]; publicUrl?: string | null }>('/channel-types');
  const channels = useLoaded<{ rows: Connected[] }>(`/channels?v=${version}`);
  const [open, setOpen] = useState<{ type: ChannelType; channel: Connected | null } | null>(null);
  const [added, setAdded] = useState<Connected | null>(null);
  const [removing, setRemoving] = useState<Connected | null>(null);
  const rows = channels.value?.rows ?? [];
  const typeOf = (row: Connected) => types.value?.rows.find((one) => one.type === row.type);

  async function act(row: Connected, action: string): Promise<void> {
    try {
      await parley.api.send('POST', `/channels/${row.id}/actions/${action}`, {});
      channels.reload();
    } catch (problem) {
      complain(problem);
    }
  }

  async function remove(row: Connected): Promise<void> {
    try {
      await parley.api.send('DELETE', `/channels/${row.id}`);
      setRemoving(null);
      channels.reload();
    } catch (problem) {
      complain(problem);
    }
  }

  return (
    <main className="sheet scroller" data-pane tabIndex={-1}>
      <header className="sheet-head">
        <h1>{t('nav.channels')}</h1>
      </header>
      <div className="sheet-body">
        {channels.problem ? <Notice tone="red">{reason(channels.problem)}</Notice> : null}
        {!channels.value && !channels.problem && <Skeleton rows={3} height={72} />}
        {channels.value && !rows.length && <Empty icon="channels">{t('channels.none')}</Empty>}
        {rows.length > 0 && (
          <section className="panel" aria-labelledby="channels-connected">
            <h2 id="channels-connected">{t('channels.connected')}</h2>
            <ul className="stack">
              {rows.map((row) => (
                <Row
                  key={row.id}
                  row={row}
                  type={typeOf(row)}
                  onOpen={(type) => setOpen({ type, channel: row })}
                  onAct={(action) => void act(row, action)}
                  onRemove={() => setRemoving(row)}
                />
              ))}
            </ul>
          </section>
        )}
        <section className="panel" aria-labelledby="channels-new">
          <h2 id="channels-new">{t('channels.connect')}</h2>
          <ul className="settings-tiles">
            {types.value?.rows.map((type) => (
              <li key={type.type}>
                <button type="button" className="settings-tile" onClick={() => setOpen({ type, channel: null })}>
                  <ChannelTag letters={type.tag.letters} colour={type.tag.colour} name={said(type.name)} />
                  <span className="grow">
                    <span className="strong">{said(type.name)}</span>
                    <span className="menu-note">{said(type.about)}</span>
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      </div>
      {open && (
        <ChannelForm
          type={open.type}
          channel={open.channel}
          publicUrl={types.value?.publicUrl ?? null}
          onClose={() => setOpen(null)}
          onSaved={(row) => {
            toast(t('channels.saved', { name: row.name }));
            channels.reload();
            if (!open.channel) setAdded(row);
          }}
        />
      )}
      {added && !open && <Added channel={added} onClose={() => setAdded(null)} />}
      {removing && (
        <Dialog
          title={t('channels.deleteAsk', { channel: removing.name })}
          onClose={() => setRemoving(null)}
          actions={
            <>
              <Button onClick={() => setRemoving(null)}>{t('cancel')}</Button>
              <Button kind="danger" onClick={() => void remove(removing)}>
                {t('channels.delete')}
              </Button>
            </>
          }
        >
          <p>{t('channels.deleteHelp')}</p>
        </Dialog>
      )}
    </main>
  );
}

/** A channel does nothing before it is in the integration: offered, never done by itself (R9). */
function Added({ channel, onClose }: { channel: Connected; onClose: () => void }) {
  const integration = parley.store.boot?.integration;
  return (
    <Dialog
      title={t('channels.connectedAt', { address: channel.address || channel.name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('channels.later')}</Button>
          {integration && (
            <Button
              kind="primary"
              onClick={() => void parley.router.go(`/app/integrations/${integration.id}?channel=${channel.id}`)}
            >
              {t('channels.addToIntegration')}
            </Button>
          )}
        </>
      }
    >
      <p>{t('channels.addHelp')}</p>
    </Dialog>
  );
}

function Row(props: {
  row: Connected;
  type: ChannelType | undefined;
  onOpen: (type: ChannelType) => void;
  onAct: (action: string) => void;
  onRemove: () => void;
}) {
  const { row, type, onOpen, onAct, onRemove } = props;
  const fine = row.state === 'connected';
  return (
    <li className="settings-row">
      {type && <ChannelTag letters={type.tag.letters} colour={type.tag.colour} name={said(type.name)} />}
      <div className="grow">
        <p className="line-up wrap">
          <span className="strong">{row.name}</span>
          <Tag tone={fine ? 'ok' : 'warn'}>{stateText(row)}</Tag>
        </p>
        <p className="quiet small">
          {[
            row.address,
            row.lastIn && t('channels.lastIn', { time: dateAndTime(row.lastIn) }),
            row.lastOut && t('channels.lastOut', { time: dateAndTime(row.lastOut) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {type && <Button onClick={() => onOpen(type)}>{t('channels.open')}</Button>}
      <Menu
        label={t('channels.menu', { name: row.name })}
        items={() => [
          ...(type?.actions ?? []).map((action) => ({
            text: said(action.label),
            danger: action.danger,
            run: () => onAct(action.key),
          })),
          { text: t('channels.reconnect'), icon: 'refresh' as const, run: () => onAct('reconnect') },
          row.state === 'disabled'
            ? { text: t('channels.enable'), icon: 'check' as const, run: () => onAct('enable') }
            : { text: t('channels.disable'), icon: 'pause' as const, run: () => onAct('disable') },
          { text: t('channels.delete'), icon: 'trash' as const, danger: true, run: onRemove },
        ]}
      />
    </li>
  );
}

/** Refusals of a connection in words, with the adapter's name where the text wants it. */
export function refusal(problem: unknown, name: string): string {
  if (problem instanceof ApiError) {
    const known = text(`channels.error.${problem.code}`, { name, ...problem.args });
    if (known) return known;
  }
  return reason(problem);
}
