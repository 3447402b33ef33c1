import { useEffect, useState } from 'react';
import { t, text } from '../../shared/i18n';
import { useLoaded, useTexts } from '../../shared/loaded';
import { parley } from '../../shared/parley';
import { dateAndTime } from '../../shared/time';
import type { Language } from '../../shared/types';
import { Button, Notice, Tag } from '../../shared/ui';
import { said, useLive } from '../common';
import type { Known } from '../form';
import { ConnectDialog, Steps } from './ConnectDialog';
import { useCrmForm, worded, type CrmType, type IntegrationRow } from './form';

/** Channels and CRMs have their fields and most of their mistakes in common. */
async function texts(wanted: Language) {
  const [own, shared] = await Promise.all(
    wanted === 'en'
      ? [import('./texts/en.json'), import('../../channels/texts/en.json')]
      : [import('./texts/ru.json'), import('../../channels/texts/ru.json')],
  );
  return { default: { ...shared.default, ...own.default } };
}

/** How the CRM is connected and whether it lets us in; the way to connect one where none is. */
export default function Connection(props: { known: Known; onConnected: (id: string) => void }) {
  const spoken = useTexts(texts);
  const types = useLoaded<{ rows: CrmType[] }>('/crm-types').value?.rows;
  const rows = useLive<{ rows: IntegrationRow[] }>('/integrations', 'health');
  const row = rows.value?.rows[0];
  if (!spoken || !types || !row) return null;
  const connected = (id: string) => {
    rows.reload();
    props.onConnected(id);
  };
  return row.connected ? (
    <Connected known={props.known} row={row} types={types} onConnected={connected} />
  ) : (
    <Choice former={row.crm} types={types} onConnected={connected} />
  );
}

function Connected(props: { known: Known; row: IntegrationRow; types: CrmType[]; onConnected: (id: string) => void }) {
  const { known, row, types, onConnected } = props;
  const type = types.find((one) => one.type === row.crm);
  const wanted = parley.router.place.query.has('connect');
  const [changing, setChanging] = useState(wanted);
  // Once: the page begins anew when something has changed.
  useEffect(() => {
    if (wanted) void parley.router.go(`/app/integrations/${row.id}`, 'replace');
  }, []);
  if (!type) return null;
  const empty = known.employees.length === 0;
  if (!type.form.length) return empty && said(type.about as never) ? <About type={type} /> : null;
  const { trouble } = row;
  return (
    <section className="panel" aria-labelledby="settings-crm">
      <h2 id="settings-crm">{t('crms.head')}</h2>
      <p className="line-up wrap">
        <span className="strong">{[said(type.name), row.title].filter(Boolean).join(' · ')}</span>
        <Tag tone={trouble ? 'warn' : 'ok'}>{t(trouble ? 'crms.attention' : 'crms.connected')}</Tag>
      </p>
      {trouble && (
        <Notice tone="warn" icon="warning">
          <p>{said(trouble.text) || (text(`crms.trouble.${trouble.code}`) ?? t('crms.trouble.no_access'))}</p>
          <p className="small">{t('crms.since', { time: dateAndTime(trouble.since) })}</p>
        </Notice>
      )}
      <div>
        <Button kind={trouble ? 'primary' : 'secondary'} onClick={() => setChanging(true)}>
          {t(trouble ? 'crms.again' : 'crms.change')}
        </Button>
      </div>
      {changing && (
        <ConnectDialog
          type={type}
          row={row}
          onClose={() => setChanging(false)}
          onConnected={(id) => {
            setChanging(false);
            onConnected(id);
          }}
        />
      )}
    </section>
  );
}

function About({ type }: { type: CrmType }) {
  return (
    <Notice>
      <Steps type={type} />
    </Notice>
  );
}

/** Which CRM is connected next: the former one again, or another. */
function Choice(props: { former: string; types: CrmType[]; onConnected: (id: string) => void }) {
  const { former, types, onConnected } = props;
  const [chosen, setChosen] = useState<CrmType | null>(null);
  const again = types.find((one) => one.type === former);
  const others = types.filter((one) => one !== again);
  const mistake = parley.router.place.query.get('mistake');
  return (
    <>
      <Notice tone="warn" icon="warning">
        <div className="stack">
          <p>{t('settings.disconnected')}</p>
          {mistake && <p className="strong">{cameBack(types, mistake)}</p>}
          {again && <Again type={again} onAsk={() => setChosen(again)} onConnected={onConnected} />}
        </div>
      </Notice>
      <section className="panel" aria-labelledby="settings-crm">
        <h2 id="settings-crm">{t('crms.choose')}</h2>
        <p className="quiet small">{t('settings.otherCrm')}</p>
        <ul className="settings-tiles">
          {others.map((type) => (
            <li key={type.type}>
              <button type="button" className="settings-tile" onClick={() => setChosen(type)}>
                <span className="strong">{said(type.name)}</span>
              </button>
            </li>
          ))}
        </ul>
      </section>
      {chosen && <ConnectDialog type={chosen} row={null} onClose={() => setChosen(null)} onConnected={onConnected} />}
    </>
  );
}

/** Why somebody comes back from a CRM's own page with nothing done. */
function cameBack(types: CrmType[], code: string): string {
  const words = types.map((type) => worded(type, code)).find(Boolean);
  return words ?? t('crms.error.not_let_in');
}

/** One that asks for nothing is connected at once. */
function Again(props: { type: CrmType; onAsk: () => void; onConnected: (id: string) => void }) {
  const { type, onAsk, onConnected } = props;
  const form = useCrmForm(type, null);
  async function connect(): Promise<void> {
    const saved = await form.save();
    if (saved) onConnected(saved.id);
  }
  return (
    <div className="stack-tight">
      {form.refusal && <p>{form.refusal}</p>}
      <div>
        <Button busy={form.busy} onClick={() => (type.form.length ? onAsk() : void connect())}>
          {t('settings.reconnect')}
        </Button>
      </div>
    </div>
  );
}
