import { useState } from 'react';
import { t } from '../../shared/i18n';
import { useLoaded } from '../../shared/loaded';
import { mistakesOf } from '../../shared/mistakes';
import { parley } from '../../shared/parley';
import { dateAndTime } from '../../shared/time';
import { Button, CopyLine, Dialog, Field, Menu, Notice, SelectField, TextField, toast } from '../../shared/ui';
import { complain, reason } from '../common';

const SCOPES = ['full', 'limited', 'admin', 'metrics'] as const;
type Scope = (typeof SCOPES)[number];

interface ApiKey {
  id: string;
  label: string;
  name: string;
  scopes: Scope[];
  /** Of the CRM's pages: they may hold windows in frames and call the API from a browser. */
  origins: string[];
  createdAt: string;
  lastUsedAt: string | null;
}

const isForCrm = (scopes: Scope[]) => scopes.includes('full') || scopes.includes('limited');

/** Keys for programs: what each may do, when it was used, from which pages. */
export function Keys() {
  const keys = useLoaded<{ rows: ApiKey[] }>('/api-keys');
  const [sitesOf, setSitesOf] = useState<ApiKey | null>(null);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);

  async function revoke(key: ApiKey): Promise<void> {
    setRevoking(null);
    try {
      await parley.api.send('DELETE', `/api-keys/${key.id}`);
      keys.reload();
      toast(t('apiKeys.revoked', { name: key.name }));
    } catch (found) {
      complain(found);
    }
  }

  return (
    <section className="panel" aria-labelledby="admin-keys">
      <h2 id="admin-keys">{t('apiKeys.title')}</h2>
      <p className="quiet">
        {t('apiKeys.help')} <a href="/docs/api">{t('apiKeys.docs')}</a>
      </p>
      {keys.problem ? <Notice tone="red">{reason(keys.problem)}</Notice> : null}
      <ul className="stack">
        {keys.value?.rows.map((key) => (
          <Row key={key.id} row={key} onSites={() => setSitesOf(key)} onRevoke={() => setRevoking(key)} />
        ))}
      </ul>
      <NewKey onMade={keys.reload} />
      {sitesOf && (
        <Sites
          row={sitesOf}
          onClose={(changed) => {
            setSitesOf(null);
            if (changed) keys.reload();
          }}
        />
      )}
      {revoking && (
        <Dialog
          title={t('apiKeys.revoke')}
          onClose={() => setRevoking(null)}
          actions={
            <>
              <Button onClick={() => setRevoking(null)}>{t('cancel')}</Button>
              <Button kind="danger" onClick={() => void revoke(revoking)}>
                {t('apiKeys.revoke')}
              </Button>
            </>
          }
        >
          <p>{t('apiKeys.revokeAsk', { name: revoking.name })}</p>
        </Dialog>
      )}
    </section>
  );
}

function Row({ row, onSites, onRevoke }: { row: ApiKey; onSites: () => void; onRevoke: () => void }) {
  return (
    <li className="settings-row">
      <div className="grow">
        <p>
          {row.name} <code>{row.label}…</code>
        </p>
        <p className="quiet small">
          {row.scopes.map((one) => t(`apiKeys.${one}`)).join(', ')} ·{' '}
          {row.lastUsedAt ? t('apiKeys.used', { time: dateAndTime(row.lastUsedAt) }) : t('apiKeys.unused')}
        </p>
        {row.origins.length > 0 && <p className="quiet small">{row.origins.join(', ')}</p>}
      </div>
      <Menu
        label={t('apiKeys.menu', { name: row.name })}
        items={() => [
          ...(isForCrm(row.scopes) ? [{ text: t('apiKeys.sites'), icon: 'link' as const, run: onSites }] : []),
          { text: t('apiKeys.revoke'), icon: 'close', danger: true, run: onRevoke },
        ]}
      />
    </li>
  );
}

function NewKey({ onMade }: { onMade: () => void }) {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('full');
  const [sites, setSites] = useState('');
  const [secret, setSecret] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const errors = mistakesOf(problem);
  const forCrm = isForCrm([scope]);

  async function create(): Promise<void> {
    try {
      const origins = forCrm ? read(sites) : [];
      const made = await parley.api.send<{ secret: string }>('POST', '/api-keys', { name, scopes: [scope], origins });
      setSecret(made.secret);
      setName('');
      setSites('');
      setProblem(null);
      onMade();
    } catch (found) {
      setProblem(found);
    }
  }

  return (
    <>
      {secret && (
        <Notice tone="ok">
          <p>{t('apiKeys.once')}</p>
          <CopyLine label={t('apiKeys.key')} value={secret} />
        </Notice>
      )}
      {problem && !Object.keys(errors).length ? <Notice tone="red">{reason(problem)}</Notice> : null}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <div className="settings-two">
          <TextField label={t('apiKeys.name')} value={name} error={errors.name} onChange={setName} />
          <SelectField
            label={t('apiKeys.scope')}
            value={scope}
            choices={SCOPES.map((one) => ({ value: one, text: t(`apiKeys.${one}`) }))}
            onChange={(wanted) => setScope(wanted as Scope)}
          />
        </div>
        {forCrm && <SitesField typed={sites} error={errors.origins} onType={setSites} />}
        <div>
          <Button type="submit">{t('apiKeys.create')}</Button>
        </div>
      </form>
    </>
  );
}

function Sites({ row, onClose }: { row: ApiKey; onClose: (changed: boolean) => void }) {
  const [typed, setTyped] = useState(row.origins.join('\n'));
  const [problem, setProblem] = useState<unknown>(null);
  const errors = mistakesOf(problem);

  async function save(): Promise<void> {
    try {
      await parley.api.send('PATCH', `/api-keys/${row.id}`, { origins: read(typed) });
      onClose(true);
    } catch (found) {
      setProblem(found);
    }
  }

  return (
    <Dialog
      title={`${t('apiKeys.sites')}: ${row.name}`}
      onClose={() => onClose(false)}
      actions={
        <>
          <Button onClick={() => onClose(false)}>{t('cancel')}</Button>
          <Button kind="primary" onClick={() => void save()}>
            {t('save')}
          </Button>
        </>
      }
    >
      {problem && !Object.keys(errors).length ? <Notice tone="red">{reason(problem)}</Notice> : null}
      <SitesField typed={typed} error={errors.origins} onType={setTyped} />
    </Dialog>
  );
}

function SitesField(props: { typed: string; error: string | undefined; onType: (typed: string) => void }) {
  return (
    <Field label={t('apiKeys.sites')} help={t('apiKeys.sitesHelp')} error={props.error}>
      {(ids) => (
        <textarea
          className="input"
          rows={2}
          value={props.typed}
          placeholder="https://crm.example.com"
          onInput={(event) => props.onType(event.currentTarget.value)}
          {...ids}
        />
      )}
    </Field>
  );
}

/** One a line; an address that was copied whole is cut to its origin. */
function read(typed: string): string[] {
  return typed
    .split(/[\s,]+/)
    .filter(Boolean)
    .map((one) => (URL.canParse(one) && /^https?:/i.test(one) ? new URL(one).origin : one));
}
