import { useState } from 'react';
import { t } from '../../shared/i18n';
import { useLoaded, useTexts } from '../../shared/loaded';
import { parley } from '../../shared/parley';
import { dateAndTime } from '../../shared/time';
import { Button, CopyLine, Dialog, Menu, Notice, Skeleton, Tag, toast } from '../../shared/ui';
import { complain, reason } from '../common';
import { AddressForm } from './AddressForm';
import { Log } from './Log';
import type { Attempt, Webhook } from './types';
import { texts, why } from './words';

/** Addresses of programs that are told what happens in the chats; their state, their log, and once more. */
export function Webhooks() {
  return useTexts(texts) ? <Section /> : <Skeleton rows={2} height={56} />;
}

function Section() {
  const hooks = useLoaded<{ rows: Webhook[] }>('/webhooks');
  const [editing, setEditing] = useState<Webhook | 'new' | null>(null);
  const [logOf, setLogOf] = useState<Webhook | null>(null);
  const [removing, setRemoving] = useState<Webhook | null>(null);
  const [secret, setSecret] = useState<string | null>(null);

  async function act(action: () => Promise<unknown>): Promise<void> {
    try {
      await action();
      hooks.reload();
    } catch (found) {
      complain(found);
    }
  }

  async function test(one: Webhook): Promise<void> {
    const attempt = await parley.api.send<Attempt>('POST', `/webhooks/${one.id}/test`, {});
    toast(
      attempt.status === 200
        ? t('webhooks.tested', { millis: attempt.millis })
        : t('webhooks.notTested', { reason: why(attempt.problem, attempt.status) }),
    );
  }

  return (
    <section className="panel" aria-labelledby="admin-webhooks">
      <h2 id="admin-webhooks">{t('webhooks.title')}</h2>
      <p className="quiet">{t('webhooks.help')}</p>
      {hooks.problem ? <Notice tone="red">{reason(hooks.problem)}</Notice> : null}
      <ul className="stack">
        {hooks.value?.rows.map((one) => (
          <Row
            key={one.id}
            row={one}
            onTest={() => void act(() => test(one))}
            onEdit={() => setEditing(one)}
            onLog={() => setLogOf(one)}
            onSecret={() => void act(async () => setSecret(await renew(one)))}
            onSwitch={(enabled) => void act(() => parley.api.send('PATCH', `/webhooks/${one.id}`, { enabled }))}
            onRemove={() => setRemoving(one)}
          />
        ))}
      </ul>
      {secret && (
        <Notice tone="ok">
          <p>{t('webhooks.once')}</p>
          <CopyLine label={t('webhooks.secret')} value={secret} />
        </Notice>
      )}
      <div>
        <Button icon="plus" onClick={() => setEditing('new')}>
          {t('webhooks.add')}
        </Button>
      </div>
      {editing && (
        <AddressForm
          row={editing === 'new' ? null : editing}
          onClose={() => setEditing(null)}
          onSaved={(made) => {
            setEditing(null);
            setSecret(made);
            hooks.reload();
          }}
        />
      )}
      {logOf && (
        <Dialog wide title={t('webhooks.logOf', { url: logOf.url })} onClose={() => setLogOf(null)}>
          <Log query={`webhook=${logOf.id}`} onChanged={hooks.reload} />
        </Dialog>
      )}
      {removing && (
        <Dialog
          title={t('webhooks.remove')}
          onClose={() => setRemoving(null)}
          actions={
            <>
              <Button onClick={() => setRemoving(null)}>{t('cancel')}</Button>
              <Button
                kind="danger"
                onClick={() => {
                  setRemoving(null);
                  void act(() => parley.api.send('DELETE', `/webhooks/${removing.id}`));
                }}
              >
                {t('webhooks.remove')}
              </Button>
            </>
          }
        >
          <p>{t('webhooks.removeAsk', { url: removing.url })}</p>
        </Dialog>
      )}
    </section>
  );
}

async function renew(one: Webhook): Promise<string> {
  const made = await parley.api.send<{ secret: string }>('POST', `/webhooks/${one.id}/secret`, {});
  return made.secret;
}

function Row(props: {
  row: Webhook;
  onTest: () => void;
  onEdit: () => void;
  onLog: () => void;
  onSecret: () => void;
  onSwitch: (on: boolean) => void;
  onRemove: () => void;
}) {
  const { row } = props;
  const set = row.state !== 'unset';
  const off = row.state === 'off';
  return (
    <li className="settings-row">
      <div className="grow">
        <p>
          <code className="webhooks-address">{row.url || t('webhooks.unset')}</code>
        </p>
        <p className="quiet small">
          {[
            row.main && t('webhooks.main'),
            ...row.kinds.map((kind) => t(`webhooks.kind.${kind}`)),
            row.deliveredAt && t('webhooks.delivered', { time: dateAndTime(row.deliveredAt) }),
            row.waiting > 0 && t('webhooks.waiting', { n: row.waiting }),
            row.dead > 0 && t('webhooks.dead', { n: row.dead }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <State row={row} />
      <Menu
        label={t('webhooks.menu', { url: row.url })}
        items={() => [
          { text: t('webhooks.log'), icon: 'clock', run: props.onLog },
          ...(set ? [{ text: t('webhooks.test'), icon: 'send' as const, run: props.onTest }] : []),
          { text: t('webhooks.edit'), icon: 'edit', run: props.onEdit },
          ...(set ? [{ text: t(off ? 'webhooks.on' : 'webhooks.off'), run: () => props.onSwitch(off) }] : []),
          { text: t('webhooks.renew'), run: props.onSecret },
          { text: t('webhooks.remove'), icon: 'trash', danger: true, run: props.onRemove },
        ]}
      />
    </li>
  );
}

export function State({ row }: { row: Webhook }) {
  if (row.state === 'unset') return null;
  if (row.state === 'on') return <Tag tone="ok">{t('webhooks.state.on')}</Tag>;
  const tone = row.state === 'off' ? 'red' : 'warn';
  const because = row.problem ? `: ${why(row.problem)}` : '';
  return <Tag tone={tone}>{t(`webhooks.state.${row.state}`) + because}</Tag>;
}
