import { useState } from 'react';
import { t, text } from '../shared/i18n';
import { useLoaded } from '../shared/loaded';
import { mistakesOf } from '../shared/mistakes';
import { parley } from '../shared/parley';
import { dateAndTime } from '../shared/time';
import { Button, Check, CopyLine, Dialog, Menu, Notice, SelectField, Table, Tag, TextField, toast } from '../shared/ui';
import { complain, reason, Spoken } from './common';
import { QuickReplies } from './QuickReplies';
import './settings.css';

interface Login {
  id: string;
  email: string;
  administrator: boolean;
  disabled: boolean;
}

interface Someone {
  id: string | null;
  name: string;
  email: string | null;
  active: boolean;
  login: Login | null;
  invited: boolean;
}

interface ApiKey {
  id: string;
  label: string;
  name: string;
  scopes: string[];
  createdAt: string;
  lastUsedAt: string | null;
}

interface AuditLine {
  at: string;
  login: number | null;
  action: string;
  subject: string;
  address: string;
}

/** «Управление»: who can sign in, keys for programs, replies for everybody, and what was done. */
export default function Admin() {
  return (
    <Spoken>
      {() => (
        <main className="sheet scroller" data-pane tabIndex={-1}>
          <header className="sheet-head">
            <h1>{t('nav.admin')}</h1>
          </header>
          <div className="sheet-body">
            <SignIns />
            <QuickReplies shared />
            <Keys />
            <Audit />
          </div>
        </main>
      )}
    </Spoken>
  );
}

function SignIns() {
  const people = useLoaded<{ rows: Someone[] }>('/employees');
  const [invited, setInvited] = useState<Someone | null>(null);

  async function change(login: Login, what: Partial<Login>): Promise<void> {
    try {
      await parley.api.send('PATCH', `/logins/${login.id}`, what);
      people.reload();
    } catch (problem) {
      complain(problem);
    }
  }

  return (
    <section className="panel" aria-labelledby="admin-people">
      <h2 id="admin-people">{t('admin.people')}</h2>
      <p className="quiet">{t('admin.peopleHelp')}</p>
      {people.problem ? <Notice tone="red">{reason(people.problem)}</Notice> : null}
      <ul className="stack">
        {people.value?.rows.map((one) => (
          <li key={one.id ?? one.login?.id} className="settings-row">
            <div className="grow">
              <p className="line-up wrap">
                <span>{one.name}</span>
                {one.login?.administrator && <Tag tone="accent">{t('admin.administrator')}</Tag>}
                {one.login?.disabled && <Tag tone="red">{t('admin.disabled')}</Tag>}
                {!one.login && one.invited && <Tag tone="warn">{t('admin.invited')}</Tag>}
                {one.id === null && <Tag>{t('admin.noEmployee')}</Tag>}
              </p>
              <p className="quiet small">{one.login?.email ?? one.email ?? t('admin.cannotSignIn')}</p>
            </div>
            {one.login ? (
              <LoginMenu login={one.login} name={one.name} change={change} />
            ) : (
              <Button onClick={() => setInvited(one)}>{t(one.invited ? 'admin.inviteAgain' : 'admin.invite')}</Button>
            )}
          </li>
        ))}
      </ul>
      <div>
        <Button
          icon="plus"
          onClick={() => setInvited({ id: null, name: '', email: '', active: true, login: null, invited: false })}
        >
          {t('admin.inviteOther')}
        </Button>
      </div>
      {invited && (
        <Invite
          who={invited}
          onClose={() => {
            setInvited(null);
            people.reload();
          }}
        />
      )}
    </section>
  );
}

function LoginMenu(props: {
  login: Login;
  name: string;
  change: (login: Login, what: Partial<Login>) => Promise<void>;
}) {
  const { login, name, change } = props;
  return (
    <Menu
      label={t('admin.menu', { name })}
      items={() => [
        {
          text: t(login.administrator ? 'admin.notAdministrator' : 'admin.makeAdministrator'),
          icon: 'shield',
          run: () => void change(login, { administrator: !login.administrator }),
        },
        {
          text: t(login.disabled ? 'admin.enable' : 'admin.disable'),
          icon: login.disabled ? 'check' : 'close',
          danger: !login.disabled,
          run: () => void change(login, { disabled: !login.disabled }),
        },
      ]}
    />
  );
}

function Invite({ who, onClose }: { who: Someone; onClose: () => void }) {
  const [form, setForm] = useState({ name: who.name, email: who.email ?? '', administrator: false });
  const [link, setLink] = useState<{ link: string; expiresAt: string } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const errors = mistakesOf(problem);

  async function invite(): Promise<void> {
    try {
      setLink(await parley.api.send('POST', '/invitations', { ...form, employee: who.id ?? undefined }));
    } catch (found) {
      setProblem(found);
    }
  }

  return (
    <Dialog
      title={t('admin.invite')}
      onClose={onClose}
      actions={
        link ? (
          <Button kind="primary" onClick={onClose}>
            {t('close')}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button kind="primary" onClick={() => void invite()}>
              {t('admin.makeLink')}
            </Button>
          </>
        )
      }
    >
      {problem && !Object.keys(errors).length ? <Notice tone="red">{reason(problem)}</Notice> : null}
      {link ? (
        <>
          <p>{t('admin.linkHelp', { time: dateAndTime(link.expiresAt) })}</p>
          <CopyLine label={t('admin.link')} value={new URL(link.link, location.origin).href} />
        </>
      ) : (
        <>
          <TextField
            label={t('setup.name')}
            value={form.name}
            error={errors.name}
            onChange={(name) => setForm({ ...form, name })}
          />
          <TextField
            type="email"
            label={t('signIn.email')}
            value={form.email}
            error={errors.email}
            onChange={(email) => setForm({ ...form, email })}
          />
          <Check
            label={t('admin.administrator')}
            help={t('admin.administratorHelp')}
            checked={form.administrator}
            onChange={(administrator) => setForm({ ...form, administrator })}
          />
        </>
      )}
    </Dialog>
  );
}

function Keys() {
  const keys = useLoaded<{ rows: ApiKey[] }>('/api-keys');
  const [name, setName] = useState('');
  const [scope, setScope] = useState('admin');
  const [secret, setSecret] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);

  async function create(): Promise<void> {
    try {
      const made = await parley.api.send<{ secret: string }>('POST', '/api-keys', { name, scopes: [scope] });
      setSecret(made.secret);
      setName('');
      setProblem(null);
      keys.reload();
    } catch (found) {
      setProblem(found);
    }
  }

  async function revoke(key: ApiKey): Promise<void> {
    try {
      await parley.api.send('DELETE', `/api-keys/${key.id}`);
      keys.reload();
      toast(t('keys.revoked', { name: key.name }));
    } catch (found) {
      complain(found);
    }
  }

  return (
    <section className="panel" aria-labelledby="admin-keys">
      <h2 id="admin-keys">{t('keys.title')}</h2>
      <p className="quiet">{t('keys.help')}</p>
      <ul className="stack">
        {keys.value?.rows.map((key) => (
          <li key={key.id} className="settings-row">
            <div className="grow">
              <p>
                {key.name} <code>{key.label}…</code>
              </p>
              <p className="quiet small">
                {key.scopes.map((one) => t(one === 'metrics' ? 'keys.metrics' : 'keys.admin')).join(', ')} ·{' '}
                {key.lastUsedAt ? t('keys.used', { time: dateAndTime(key.lastUsedAt) }) : t('keys.unused')}
              </p>
            </div>
            <Button kind="danger" onClick={() => void revoke(key)}>
              {t('keys.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {secret && (
        <Notice tone="ok">
          <p>{t('keys.once')}</p>
          <CopyLine label={t('keys.key')} value={secret} />
        </Notice>
      )}
      <form
        className="settings-two end"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <TextField
          label={t('keys.name')}
          value={name}
          error={mistakesOf(problem).name ?? (problem ? reason(problem) : null)}
          onChange={setName}
        />
        <SelectField
          label={t('keys.scope')}
          value={scope}
          choices={[
            { value: 'admin', text: t('keys.admin') },
            { value: 'metrics', text: t('keys.metrics') },
          ]}
          onChange={setScope}
        />
        <Button type="submit">{t('keys.create')}</Button>
      </form>
    </section>
  );
}

function Audit() {
  const audit = useLoaded<{ rows: AuditLine[] }>('/audit?limit=100');
  const rows = audit.value?.rows ?? [];
  return (
    <section className="panel">
      <h2>{t('audit.title')}</h2>
      {audit.problem ? <Notice tone="red">{reason(audit.problem)}</Notice> : null}
      {rows.length > 0 && (
        <Table
          label={t('audit.title')}
          rows={rows}
          keyOf={(row) => `${row.at}${row.action}${row.subject}`}
          columns={[
            { key: 'at', head: t('audit.at'), cell: (row) => dateAndTime(row.at) },
            { key: 'action', head: t('audit.action'), cell: (row) => text(`audit.${row.action}`) ?? row.action },
            { key: 'subject', head: t('audit.subject'), cell: (row) => row.subject },
            { key: 'address', head: t('audit.address'), cell: (row) => row.address },
          ]}
        />
      )}
    </section>
  );
}
