import { useState } from 'react';
import { usePlace } from '../shared/hooks';
import { t } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { dateAndTime } from '../shared/time';
import type { ChannelType, Language } from '../shared/types';
import { ChannelTag, Empty, Notice, Skeleton } from '../shared/ui';
import { reason, said, Spoken, useLive } from '../settings/common';
import { ChannelPage } from './ChannelPage';
import { Connect } from './Connect';
import type { Connected } from './form';
import { StateTag } from './State';
import '../settings/settings.css';
import './channels.css';

export interface Types {
  rows: ChannelType[];
  publicUrl: string | null;
}

export const texts = (wanted: Language) => (wanted === 'en' ? import('./texts/en.json') : import('./texts/ru.json'));

/** «Каналы»: what can be connected is adapter data; no messenger is known here by name. */
export default function Channels() {
  return <Spoken also={texts}>{() => <Place />}</Spoken>;
}

function Place() {
  const [, id] = usePlace().path;
  const types = useLoaded<Types>('/channel-types');
  return id ? <ChannelPage key={id} id={id} types={types.value} /> : <Catalogue types={types.value} />;
}

function Catalogue({ types }: { types: Types | null }) {
  const channels = useLive<{ rows: Connected[] }>('/channels', 'channels');
  const [connecting, setConnecting] = useState<ChannelType | null>(null);
  const rows = channels.value?.rows ?? [];
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
                <Row key={row.id} row={row} type={types?.rows.find((one) => one.type === row.type)} />
              ))}
            </ul>
          </section>
        )}
        <section className="panel" aria-labelledby="channels-new">
          <h2 id="channels-new">{t('channels.connect')}</h2>
          <ul className="settings-tiles">
            {types?.rows.map((type) => (
              <li key={type.type}>
                <button type="button" className="settings-tile" onClick={() => setConnecting(type)}>
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
      {connecting && (
        <Connect
          type={connecting}
          publicUrl={types?.publicUrl ?? null}
          onClose={() => setConnecting(null)}
          onConnected={channels.reload}
        />
      )}
    </main>
  );
}

function Row({ row, type }: { row: Connected; type: ChannelType | undefined }) {
  return (
    <li className="settings-row">
      {row.tag && (
        <ChannelTag letters={row.tag.letters} colour={row.tag.colour} name={type ? said(type.name) : row.type} />
      )}
      <div className="grow">
        <p className="line-up wrap">
          <a className="strong" href={`/app/channels/${row.id}`}>
            {row.name}
          </a>
          <StateTag row={row} />
        </p>
        <p className="quiet small">
          {[
            row.address,
            row.lastIn && t('channels.lastIn', { time: dateAndTime(row.lastIn) }),
            row.lastOut && t('channels.lastOut', { time: dateAndTime(row.lastOut) }),
            !row.integration && t('channels.inNone'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
    </li>
  );
}
