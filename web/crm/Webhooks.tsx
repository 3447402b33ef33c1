import { useState } from 'react';
import { t, text } from '../shared/i18n';
import { dateAndTime } from '../shared/time';
import { Button, CopyLine, IconButton, Notice, Tag, TextField } from '../shared/ui';
import { complain, mistakes, reason, send, useLoaded } from './state';

interface Webhook {
  id: string;
  url: string;
  createdAt: string;
  deliveredAt: string | null;
  problem: string | null;
  disabledAt: string | null;
}

/** Addresses of programs that are told of every change. The secret that signs is shown once. */
export function Webhooks() {
  const hooks = useLoaded<{ rows: Webhook[] }>('webhooks');
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  async function add(): Promise<void> {
    try {
      const made = await send<{ secret: string }>('POST', 'webhooks', { url });
      setSecret(made.secret);
      setUrl('');
      setProblem(null);
      hooks.reload();
    } catch (found) {
      setProblem(found);
    }
  }

  async function change(method: 'POST' | 'DELETE', path: string): Promise<void> {
    try {
      hooks.put(await send<{ rows: Webhook[] }>(method, path, method === 'POST' ? {} : undefined));
    } catch (found) {
      complain(found);
    }
  }

  return (
    <section className="panel" aria-label={t('crm.webhooks')}>
      <h2>{t('crm.webhooks')}</h2>
      <p className="quiet">{t('crm.webhooksHelp')}</p>
      {hooks.problem ? <Notice tone="red">{reason(hooks.problem)}</Notice> : null}
      <ul className="stack">
        {hooks.value?.rows.map((one) => (
          <li key={one.id} className="line-up wrap">
            <span className="grow">
              <code className="break">{one.url}</code>
              <span className="quiet small block">
                {one.deliveredAt
                  ? t('crm.webhookDelivered', { time: dateAndTime(one.deliveredAt) })
                  : t('crm.webhookNever')}
              </span>
            </span>
            {(one.disabledAt ?? one.problem) && (
              <Tag tone={one.disabledAt ? 'red' : 'warn'}>
                {t(one.disabledAt ? 'crm.webhookOff' : 'crm.webhookRepeats', { reason: why(one.problem) })}
              </Tag>
            )}
            {one.disabledAt && (
              <Button onClick={() => void change('POST', `webhooks/${one.id}/enable`)}>{t('crm.webhookOn')}</Button>
            )}
            <IconButton
              icon="trash"
              label={t('crm.webhookRemove', { url: one.url })}
              onClick={() => void change('DELETE', `webhooks/${one.id}`)}
            />
          </li>
        ))}
      </ul>
      {secret && (
        <Notice tone="ok">
          <p>{t('crm.webhookOnce')}</p>
          <CopyLine label={t('crm.webhookSecret')} value={secret} />
        </Notice>
      )}
      <TextField
        label={t('crm.webhookUrl')}
        type="url"
        placeholder="https://"
        value={url}
        error={problem ? (mistakes(problem).url ?? reason(problem)) : null}
        onChange={setUrl}
      />
      <div>
        <Button icon="plus" disabled={!url.trim()} onClick={() => void add()}>
          {t('crm.webhookAdd')}
        </Button>
      </div>
    </section>
  );
}

/** `status 503` as it is, the others in words. */
function why(problem: string | null): string {
  return problem ? (text(`crm.webhookProblem.${problem}`) ?? problem) : '';
}
