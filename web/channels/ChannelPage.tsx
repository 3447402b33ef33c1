import { useState } from 'react';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { dateAndTime } from '../shared/time';
import type { ChannelType, Texts } from '../shared/types';
import { Button, ChannelTag, Empty, IconButton, Notice, Skeleton, toast } from '../shared/ui';
import { reason, said, stateText, useLive } from '../settings/common';
import type { Types } from './Channels';
import { Fields, Given } from './Fields';
import { fieldsOf, useChannelForm, type Connected } from './form';
import { Instructions } from './Instructions';
import { Leaving } from './Leaving';
import { act, integrationHref, Progress, Removal } from './State';

interface Past {
  state: string;
  reason: string | null;
  reasonText: Texts | null;
  at: string;
}

/** One channel: how its line is and was, what goes through it, and its form (UX 12.3). */
export function ChannelPage({ id, types }: { id: string; types: Types | null }) {
  const loaded = useLive<{ row: Connected; past: Past[] }>(`/channels/${id}`, 'channels');
  const [removing, setRemoving] = useState(false);
  const row = loaded.value?.row;
  const type = types?.rows.find((one) => one.type === row?.type);
  const home = () => void parley.router.go('/app/channels');
  const removed = () => {
    parley.router.setGuard(null);
    home();
  };
  if (loaded.problem && !row)
    return (
      <Empty icon="warning">
        <p>{reason(loaded.problem)}</p>
        <p>
          <a href="/app/channels">{t('nav.channels')}</a>
        </p>
      </Empty>
    );
  if (!row || !types) return <Skeleton rows={5} height={72} />;
  return (
    <main className="sheet scroller" aria-label={row.name} data-pane tabIndex={-1}>
      <header className="sheet-head">
        <IconButton icon="back" label={t('nav.channels')} onClick={home} />
        {row.tag && (
          <ChannelTag letters={row.tag.letters} colour={row.tag.colour} name={type ? said(type.name) : row.type} />
        )}
        <h1 className="grow">{row.name}</h1>
        <Button icon="trash" onClick={() => setRemoving(true)}>
          {t('channels.delete')}
        </Button>
      </header>
      <div className="sheet-body wide">
        <Line row={row} type={type} onActed={loaded.reload} />
        {type && <Settings key={row.id} row={row} type={type} onSaved={loaded.reload} />}
        <Journal past={loaded.value?.past ?? []} createdAt={row.createdAt} />
      </div>
      {removing && <Removal channel={row} onClose={() => setRemoving(false)} onRemoved={removed} />}
    </main>
  );
}

function Line({ row, type, onActed }: { row: Connected; type: ChannelType | undefined; onActed: () => void }) {
  const [busy, setBusy] = useState('');
  const integration = integrationHref(row);
  async function run(action: string, said?: string): Promise<void> {
    setBusy(action);
    const now = await act(row, action);
    setBusy('');
    if (now && said) toast(`${said}: ${stateText(now)}`);
    onActed();
  }
  const off = row.state === 'disabled';
  return (
    <section className="panel" aria-labelledby="channel-line">
      <h2 id="channel-line">{t('channels.line')}</h2>
      <Progress row={row} />
      <dl className="settings-figures">
        <Fact name={t('channels.in')} value={row.lastIn ? dateAndTime(row.lastIn) : t('channels.never')} />
        <Fact name={t('channels.out')} value={row.lastOut ? dateAndTime(row.lastOut) : t('channels.never')} />
        {row.can && <Fact name={t('channels.textMax')} value={String(row.can.textMax)} />}
        {row.can?.windowHours && (
          <Fact name={t('channels.window')} value={t('channels.hours', { n: row.can.windowHours })} />
        )}
      </dl>
      {!row.integration && <p className="quiet">{t('channels.addHelp')}</p>}
      {!type && <p className="quiet">{t('channels.noAdapter', { type: row.type })}</p>}
      <div className="line-up wrap">
        {type && !off && (
          <Button busy={busy === 'check'} onClick={() => void run('check', t('channels.checked'))}>
            {t('channels.check')}
          </Button>
        )}
        {type?.actions.map((one) => (
          <Button
            key={one.key}
            kind={one.danger ? 'danger' : 'secondary'}
            busy={busy === one.key}
            onClick={() => void run(one.key, said(one.label))}
          >
            {said(one.label)}
          </Button>
        ))}
        {type && !off && (
          <Button icon="refresh" busy={busy === 'reconnect'} onClick={() => void run('reconnect')}>
            {t('channels.reconnect')}
          </Button>
        )}
        {type && (
          <Button onClick={() => void run(off ? 'enable' : 'disable')}>
            {t(off ? 'channels.enable' : 'channels.disable')}
          </Button>
        )}
        {integration && (
          <a className="button secondary" href={integration}>
            {t(row.integration ? 'channels.inIntegration' : 'channels.addToIntegration')}
          </a>
        )}
      </div>
    </section>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt className="quiet small">{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Settings(props: { row: Connected; type: ChannelType; onSaved: () => void }) {
  const { row, type, onSaved } = props;
  const form = useChannelForm(type, row);
  async function save(): Promise<boolean> {
    const saved = await form.save();
    if (!saved) return false;
    toast(t('channels.saved', { name: saved.name }));
    onSaved();
    return true;
  }
  return (
    <section className="panel" aria-labelledby="channel-settings">
      <h2 id="channel-settings">{t('channels.settings')}</h2>
      {form.refusal && <Notice tone="red">{form.refusal}</Notice>}
      <Leaving dirty={form.dirty} save={save} />
      <div className="channel-columns">
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Fields type={type} channel={row} form={form} />
          <div>
            <Button kind="primary" type="submit" busy={form.busy} disabled={!form.dirty}>
              {t('save')}
            </Button>
          </div>
        </form>
        <div className="stack">
          <Given fields={fieldsOf(type)} known={row} values={form.values} />
        </div>
      </div>
      <details>
        <summary>{t('channels.how')}</summary>
        {type.steps
          .filter((step) => step.kind === 'text')
          .map((step, index) => (
            <Instructions key={index} text={said(step.body)} />
          ))}
      </details>
    </section>
  );
}

/** The states that the channel was in, newest first: where it had gaps, and how long they were. */
function Journal({ past, createdAt }: { past: Past[]; createdAt: string }) {
  return (
    <section className="panel" aria-labelledby="channel-journal">
      <h2 id="channel-journal">{t('channels.past')}</h2>
      <ol className="channel-journal">
        {past.map((one, index) => {
          const until = past[index - 1]?.at;
          const gap = one.state !== 'connected' && one.state !== 'attention';
          return (
            <li key={one.at + one.state} className={gap ? 'gap' : undefined}>
              <time className="quiet small" dateTime={one.at}>
                {dateAndTime(one.at)}
                {until && gap ? ` – ${dateAndTime(until)}` : ''}
              </time>
              <span className="grow">{stateText(one)}</span>
              {until && gap && <span className="small">{lasted(one.at, until)}</span>}
            </li>
          );
        })}
        <li>
          <time className="quiet small" dateTime={createdAt}>
            {dateAndTime(createdAt)}
          </time>
          <span className="grow">{t('channels.created')}</span>
        </li>
      </ol>
    </section>
  );
}

function lasted(from: string, until: string): string {
  const minutes = Math.max(1, Math.round((Date.parse(until) - Date.parse(from)) / 60_000));
  return minutes < 120
    ? t('channels.gapMinutes', { n: minutes })
    : t('channels.gapHours', { n: Math.round(minutes / 60) });
}
