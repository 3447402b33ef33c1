import { useId, type ReactNode } from 'react';

export interface FieldProps {
  label: string;
  help?: ReactNode;
  error?: string | null;
  /** The label is read aloud and not shown: for a field whose place says what it is. */
  bare?: boolean;
}

interface Ids {
  id: string;
  'aria-invalid': boolean | undefined;
  'aria-describedby': string | undefined;
}

/** Label, control, help and error, joined for those who hear them. */
export function Field({ label, help, error, bare, children }: FieldProps & { children: (ids: Ids) => ReactNode }) {
  const id = useId();
  const described = [help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="field">
      <label htmlFor={id} className={bare ? 'hidden-text' : undefined}>
        {label}
      </label>
      {children({ id, 'aria-invalid': error ? true : undefined, 'aria-describedby': described || undefined })}
      {error && (
        <span className="error" id={`${id}-error`}>
          {error}
        </span>
      )}
      {help && (
        <span className="help" id={`${id}-help`}>
          {help}
        </span>
      )}
    </div>
  );
}

export function TextField(
  props: FieldProps & {
    value: string;
    onChange: (value: string) => void;
    type?: 'text' | 'email' | 'password' | 'url' | 'tel' | 'number' | 'search';
    autoComplete?: string;
    placeholder?: string;
    required?: boolean;
    disabled?: boolean;
    autoFocus?: boolean;
    lines?: number;
    min?: number;
    max?: number;
    maxLength?: number;
    name?: string;
    list?: string;
  },
) {
  const { label, help, error, bare, value, onChange, lines, type = 'text', ...rest } = props;
  return (
    <Field label={label} help={help} error={error} bare={bare}>
      {(ids) =>
        lines ? (
          <textarea
            className="input"
            rows={lines}
            value={value}
            placeholder={rest.placeholder}
            required={rest.required}
            disabled={rest.disabled}
            onInput={(event) => onChange(event.currentTarget.value)}
            {...ids}
          />
        ) : (
          <input
            className="input"
            type={type as 'text'}
            value={value}
            onInput={(event) => onChange(event.currentTarget.value)}
            {...rest}
            {...ids}
          />
        )
      }
    </Field>
  );
}

export interface Choice {
  value: string;
  text: string;
  disabled?: boolean;
}

export function SelectField(
  props: FieldProps & {
    value: string;
    choices: Choice[];
    onChange: (value: string) => void;
    disabled?: boolean;
    required?: boolean;
  },
) {
  const { label, help, error, bare, value, choices, onChange, disabled, required } = props;
  return (
    <Field label={label} help={help} error={error} bare={bare}>
      {(ids) => (
        <select
          className="input"
          value={value}
          disabled={disabled}
          required={required}
          onChange={(event) => onChange(event.currentTarget.value)}
          {...ids}
        >
          {choices.map((choice) => (
            <option key={choice.value} value={choice.value} disabled={choice.disabled}>
              {choice.text}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

export function Check(props: {
  label: ReactNode;
  help?: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  type?: 'checkbox' | 'radio';
  name?: string;
}) {
  const { label, help, checked, onChange, disabled, type = 'checkbox', name } = props;
  return (
    <label className="check">
      <input
        type={type as 'text'}
        name={name}
        checked={checked}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        {label}
        {help && <span className="menu-note">{help}</span>}
      </span>
    </label>
  );
}
