import { useState } from 'react';
import { ofTexts, t } from '../../../shared/i18n';
import { useLoaded } from '../../../shared/loaded';
import { parley } from '../../../shared/parley';
import type { ChannelType } from '../../../shared/types';
import { Button, Dialog, Notice } from '../../../shared/ui';
import { complain } from '../../common';
import type { FirstSave } from '../editing';
import { Worded } from './Worded';

interface Props {
  id: string;
  first: FirstSave;
  onClose: () => void;
}

/** After the first save (R62, R63): a test message waits in the chats, and what else there is to decide. */
export default function TestWindow(props: Props) {
  return <Worded>{() => <Test {...props} />}</Worded>;
}

function Test({ id, first, onClose }: Props) {
  const [test, setTest] = useState(first.test ?? null);
  const [busy, setBusy] = useState(false);

  async function again(): Promise<void> {
    setBusy(true);
    try {
      setTest((await parley.api.send<FirstSave['test']>('POST', `/integrations/${id}/test-message`, {})) ?? null);
    } catch (problem) {
      complain(problem);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={t(test ? 'settings.testHead' : 'settings.savedHead')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('settings.later')}</Button>
          {test?.seen && (
            <Button
              kind="primary"
              onClick={() => {
                onClose();
                void parley.router.go(`/app/chats/${test.chat}`);
              }}
            >
              {t('settings.toChats')}
            </Button>
          )}
        </>
      }
    >
      {test?.seen && <Sent test={test} />}
      {test && !test.seen && (
        <Notice tone="warn" icon="warning">
          <p>{t('settings.testFailed', { reason: t('settings.testUnseen') })}</p>
          <Button busy={busy} onClick={() => void again()}>
            {t('settings.testCheck')}
          </Button>
        </Notice>
      )}
      {first.hints.includes('several_channels') && <p>{t('settings.hintSeveral')}</p>}
      {first.hints.includes('managers') && <p>{t('settings.hintManagers')}</p>}
    </Dialog>
  );
}

function Sent({ test }: { test: NonNullable<FirstSave['test']> }) {
  const types = useLoaded<{ rows: ChannelType[] }>('/channel-types');
  const { type, name } = test.channel;
  const transport = types.value?.rows.find((one) => one.type === type);
  return (
    <>
      <p>{t('settings.testSent', { type: transport ? ofTexts(transport.name) : type, name })}</p>
      <p className="quiet">{t('settings.testHelp')}</p>
    </>
  );
}
