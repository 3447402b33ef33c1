import { useEffect, useState } from 'react';
import { ApiError, NoNetwork } from '../shared/api';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { Button, Notice, TextField } from '../shared/ui';
import { Page } from './Page';
import { Password } from './Password';

/** After signing in the requested address opens: the page is shown in its place. */
export default function SignIn() {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function signIn() {
    setBusy(true);
    setError(null);
    try {
      await parley.api.send('POST', '/session', { email: email.trim(), password });
      await parley.begin();
    } catch (problem) {
      setError(words(problem));
    } finally {
      setBusy(false);
    }
  }

  useEffect(() => {
    document.title = `${t('signIn.title')}`;
  }, []);

  return (
    <Page title={t('signIn.title')} lead={t('signIn.lead')}>
      {parley.sessionOver && !error && (
        <Notice tone="warn" icon="clock">
          {t('signIn.over')}
        </Notice>
      )}
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void signIn();
        }}
      >
        <TextField
          label={t('signIn.email')}
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={setEmail}
          required
        />
        <Password
          label={t('signIn.password')}
          autoComplete="current-password"
          value={password}
          onChange={setPassword}
          error={error}
        />
        <Button kind="primary" type="submit" busy={busy}>
          {t('signIn.button')}
        </Button>
      </form>
      <p className="quiet small">{t('signIn.forgot')}</p>
    </Page>
  );
}

function words(problem: unknown): string {
  if (problem instanceof NoNetwork) return t('signIn.noNetwork');
  if (!(problem instanceof ApiError)) return String(problem);
  if (problem.status === 429) {
    const seconds = Number(problem.body.retryAfter ?? 60);
    const time =
      seconds < 90 ? t('signIn.seconds', { n: seconds }) : t('signIn.minutes', { n: Math.ceil(seconds / 60) });
    return t('signIn.throttled', { time });
  }
  return problem.status === 401 ? t('signIn.wrong') : t('failed', { reason: problem.description });
}
