import { useState } from 'react';
import { ApiError } from '../shared/api';
import { usePlace } from '../shared/hooks';
import { t } from '../shared/i18n';
import { mistakesOf, mistakeText } from '../shared/mistakes';
import { parley } from '../shared/parley';
import { Button } from '../shared/ui';
import { Page } from './Page';
import { Password } from './Password';
import { PASSWORD_MIN } from './SetUp';

export function Invitation() {
  const token = usePlace().query.get('token') ?? '';
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);

  async function accept() {
    if (password.length < PASSWORD_MIN) return setError(mistakeText('short', { min: PASSWORD_MIN }));
    setBusy(true);
    setError(null);
    try {
      await parley.api.send('POST', '/invitations/accept', { token, password });
      await parley.router.go('/app/chats', 'replace');
      await parley.begin();
    } catch (problem) {
      const refused = problem instanceof ApiError && problem.status < 500;
      setError(mistakesOf(problem).password ?? (refused ? t('invite.bad') : t('signIn.noNetwork')));
    } finally {
      setBusy(false);
    }
  }

  return (
    <Page title={t('invite.title')} lead={t('invite.help')}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void accept();
        }}
      >
        <Password
          label={t('signIn.password')}
          autoComplete="new-password"
          value={password}
          onChange={setPassword}
          error={error}
          help={t('setup.passwordHelp')}
        />
        <Button kind="primary" type="submit" busy={busy}>
          {t('invite.button')}
        </Button>
      </form>
    </Page>
  );
}
