import { useState } from 'react';
import { ApiError } from '../../shared/api';
import { t } from '../../shared/i18n';
import { mistakesOf } from '../../shared/mistakes';
import { parley } from '../../shared/parley';
import { Button, Check, Dialog, Notice, TextField } from '../../shared/ui';
import { reason } from '../common';
import { KINDS, type Kind, type Webhook } from './types';
import { why } from './words';

/** An address and what it is told. The hub tries it out before it takes it. */
export function AddressForm(props: {
  /** Absent for a new one. */
  row: Webhook | null;
  onClose: () => void;
  /** With the secret of a new one. */
  onSaved: (secret: string | null) => void;
}) {
  const { row } = props;
  const [url, setUrl] = useState(row?.url ?? '');
  const [kinds, setKinds] = useState<Kind[]>(row?.kinds ?? ['messagesAndStatuses']);
  const [crmKey, setCrmKey] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const errors = mistakes(problem);

  async function save(): Promise<void> {
    setBusy(true);
    const typed = {
      ...(url === row?.url ? {} : { url }),
      kinds,
      ...(crmKey ? { crmKey } : {}),
    };
    try {
      const saved = row
        ? await parley.api.send<{ secret: string | null }>('PATCH', `/webhooks/${row.id}`, typed)
        : await parley.api.send<{ secret: string | null }>('POST', '/webhooks', typed);
      props.onSaved(saved.secret);
    } catch (found) {
      setProblem(found);
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={t(row ? 'webhooks.edit' : 'webhooks.add')}
      onClose={props.onClose}
      actions={
        <>
          <Button onClick={props.onClose}>{t('cancel')}</Button>
          <Button kind="primary" disabled={busy} onClick={() => void save()}>
            {t('save')}
          </Button>
        </>
      }
    >
      {problem && !Object.keys(errors).length ? <Notice tone="red">{reason(problem)}</Notice> : null}
      <TextField
        label={t('webhooks.url')}
        help={t('webhooks.urlHelp')}
        type="url"
        placeholder="https://"
        value={url}
        error={errors.url}
        onChange={setUrl}
      />
      <fieldset className="settings-choice">
        <legend>{t('webhooks.kinds')}</legend>
        {KINDS.map((kind) => (
          <Check
            key={kind}
            label={t(`webhooks.kind.${kind}`)}
            checked={kinds.includes(kind)}
            onChange={(on) => setKinds(on ? [...kinds, kind] : kinds.filter((one) => one !== kind))}
          />
        ))}
      </fieldset>
      <TextField
        label={t('webhooks.crmKey')}
        help={t(row?.hasCrmKey ? 'webhooks.crmKeyKept' : 'webhooks.crmKeyHelp')}
        value={crmKey}
        autoComplete="off"
        error={errors.crmKey}
        onChange={setCrmKey}
      />
    </Dialog>
  );
}

/** A test that was not passed is said in the words of its log. */
function mistakes(problem: unknown): Record<string, string> {
  const all = mistakesOf(problem);
  const failed = problem instanceof ApiError ? problem.fields.find((one) => one.code === 'test_not_passed') : null;
  if (failed) {
    const { status, reason: because } = (failed.args ?? {}) as { status?: number; reason?: string };
    all.url = t('webhooks.notTested', { reason: why(because ?? null, status ?? null) });
  }
  return all;
}
