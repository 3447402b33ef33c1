import { useState } from 'react';
import { t } from '../../shared/i18n';
import { useLoaded } from '../../shared/loaded';
import { mistakesOf } from '../../shared/mistakes';
import { parley } from '../../shared/parley';
import { dateAndTime } from '../../shared/time';
import { Button, Check, CopyLine, Dialog, Menu, Notice, Tag, TextField } from '../../shared/ui';
import { complain, reason } from '../common';
import { Linking } from './Linking';

interface Login {
  id: string;
  email: string;
  administrator: boolean;
  disabled: boolean;
}

type Change = Partial<Pick<Login, 'administrator' | 'disabled'>> & { employee?: string };

export interface Someone {
  id: string | null;
  name: string;
  email: string | null;
  active: boolean;
  login: Login | null;
  invited: boolean;
}

/** Who can sign in, and who is invited. */
export function SignIns() {
  const people = useLoaded<{ rows: Someone[] }>('/employees');
  const [invited, setInvited] = useState<Someone | null>(null);
  const [linking, setLinking] = useState<Someone | null>(null);

  async function change(login: Login, what: Change): Promise<void> {
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
            {one.id === null && one.login && (
              <Button onClick={() => setLinking(one)}>{t('admin.chooseEmployee')}</Button>
            )}
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
      {linking?.login && (
        <Linking
          name={linking.name}
          employees={people.value?.rows.filter((one) => one.id && one.active && !one.login) ?? []}
          link={(employee) => change(linking.login as Login, { employee })}
          onClose={() => setLinking(null)}
        />
      )}
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

function LoginMenu(props: { login: Login; name: string; change: (login: Login, what: Change) => Promise<void> }) {
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
