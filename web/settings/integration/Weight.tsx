import { useState } from 'react';
import { t } from '../../shared/i18n';
import { TextField } from '../../shared/ui';

/** A weight as it is typed. What is no whole number counts as none, so that saving points at it. */
export function Weight(props: { name: string; value: number; error?: string; onChange: (weight: number) => void }) {
  const { name, value, error, onChange } = props;
  const [typed, setTyped] = useState(String(value));
  return (
    <TextField
      bare
      type="number"
      min={1}
      max={100}
      label={t('settings.weightOf', { name })}
      value={read(typed) === value ? typed : String(value)}
      error={error}
      onChange={(text) => {
        setTyped(text);
        onChange(read(text));
      }}
    />
  );
}

function read(typed: string): number {
  const number = Number(typed);
  return Number.isInteger(number) ? number : 0;
}
