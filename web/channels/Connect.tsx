import { useState } from 'react';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import type { ChannelType } from '../shared/types';
import { Button, Dialog, Notice } from '../shared/ui';
import { said, useLive } from '../settings/common';
import { Fields, Given } from './Fields';
import { fieldsOf, useChannelForm, type Connected } from './form';
import { Instructions } from './Instructions';
import { act, integrationHref, Progress } from './State';

/** Connects an account by the adapter's own steps, follows the line until it works, and offers the integration. */
export function Connect(props: {
  type: ChannelType;
  publicUrl: string | null;
  onClose: () => void;
  onConnected: () => void;
}) {
  const { type, publicUrl, onClose, onConnected } = props;
  const form = useChannelForm(type, null);
  const [made, setMade] = useState<Connected | null>(null);
  const unreachable = type.needs.includes('public_https') && !publicUrl?.startsWith('https:');

  async function connect(): Promise<void> {
    const row = await form.save();
    if (!row) return;
    setMade(row);
    onConnected();
  }

  if (made) return <Made type={type} made={made} onClose={onClose} />;
  return (
    <Dialog
      wide
      title={t('channels.connectOne', { name: said(type.name) })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={form.busy} disabled={unreachable} onClick={() => void connect()}>
            {t(form.busy ? 'channels.connecting' : 'channels.connectButton')}
          </Button>
        </>
      }
    >
      {form.refusal && <Notice tone="red">{form.refusal}</Notice>}
      {unreachable && (
        <Notice tone="warn">{t('channels.error.needs_public_https', { url: publicUrl ?? location.origin })}</Notice>
      )}
      {type.steps.map((step, index) =>
        step.kind === 'text' ? (
          <Instructions key={index} text={said(step.body)} />
        ) : step.kind === 'form' ? (
          <Fields key={index} type={{ ...type, steps: [step] }} channel={null} form={form} />
        ) : null,
      )}
    </Dialog>
  );
}

/** A channel does nothing before it is in the integration: offered, never done by itself (R9). */
function Made({ type, made, onClose }: { type: ChannelType; made: Connected; onClose: () => void }) {
  const loaded = useLive<{ row: Connected }>(`/channels/${made.id}`, 'channels');
  const row = loaded.value?.row ?? made;
  const integration = integrationHref(row);
  return (
    <Dialog
      wide
      title={row.name}
      onClose={onClose}
      actions={
        <>
          {row.state !== 'connected' && (
            <Button onClick={() => void act(row, 'reconnect').then(() => loaded.reload())}>
              {t('channels.reconnect')}
            </Button>
          )}
          <Button onClick={() => void parley.router.go(`/app/channels/${row.id}`)}>{t('channels.open')}</Button>
          {integration && (
            <Button kind="primary" onClick={() => void parley.router.go(integration)}>
              {t('channels.addToIntegration')}
            </Button>
          )}
        </>
      }
    >
      <Progress row={row} />
      <Given fields={fieldsOf(type)} known={row} values={{}} />
      <p>{t('channels.addHelp')}</p>
    </Dialog>
  );
}
