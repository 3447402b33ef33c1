import { useState } from 'react';
import { t } from '../shared/i18n';
import { Field, IconButton } from '../shared/ui';

/** A password field that can be looked at; pasting and password managers work. */
export function Password(props: {
  label: string;
  autoComplete: 'current-password' | 'new-password';
  value: string;
  onChange: (value: string) => void;
  error?: string | null;
  help?: string;
}) {
  const { label, autoComplete, value, onChange, error, help } = props;
  const [shown, setShown] = useState(false);
  return (
    <Field label={label} error={error} help={help}>
      {(ids) => (
        <span className="password">
          <input
            className="input"
            type={(shown ? 'text' : 'password') as 'text'}
            name="password"
            autoComplete={autoComplete}
            required
            value={value}
            onInput={(event) => onChange(event.currentTarget.value)}
            {...ids}
          />
          <IconButton
            icon="eye"
            label={shown ? t('signIn.hide') : t('signIn.show')}
            expanded={shown}
            onClick={() => setShown(!shown)}
          />
        </span>
      )}
    </Field>
  );
}
