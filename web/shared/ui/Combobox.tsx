import { useId, useState, type ReactNode } from 'react';
import { t } from '../i18n';
import { Field, type FieldProps } from './Field';

export interface Option {
  value: string;
  text: string;
  note?: string;
  before?: ReactNode;
}

/** Nobody reads further: he types. */
const MOST = 100;

/** Chooses one of many by typing: employees, contacts, channels. With `search` the options come from elsewhere. */
export function Combobox(
  props: FieldProps & {
    options: Option[];
    value: string | null;
    onChange: (value: string) => void;
    search?: (typed: string) => void;
    placeholder?: string;
  },
) {
  const { options, value, onChange, search, placeholder, ...field } = props;
  const id = useId();
  const chosen = options.find((option) => option.value === value);
  const [typed, setTyped] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const wanted = (typed ?? '').toLocaleLowerCase();
  const found =
    typed === null
      ? []
      : search
        ? options
        : options.filter((option) => option.text.toLocaleLowerCase().includes(wanted));
  const shown = found.slice(0, MOST);
  const here = Math.min(at, shown.length - 1);
  const choose = (option: Option) => {
    onChange(option.value);
    setTyped(null);
  };
  return (
    <Field {...field}>
      {(ids) => (
        <div className="combobox">
          <input
            className="input"
            role="combobox"
            aria-expanded={typed !== null}
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={typed !== null && here >= 0 ? `${id}-${here}` : undefined}
            autoComplete="off"
            placeholder={placeholder}
            value={typed ?? chosen?.text ?? ''}
            onFocus={(event) => {
              event.currentTarget.select();
              setTyped('');
              setAt(0);
              search?.('');
            }}
            onBlur={() => setTyped(null)}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              setAt(0);
              search?.(event.currentTarget.value);
            }}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault();
                if (typed === null) setTyped('');
                else setAt(Math.max(0, Math.min(shown.length - 1, here + (event.key === 'ArrowDown' ? 1 : -1))));
              } else if (event.key === 'Enter' && typed !== null && shown[here]) {
                event.preventDefault();
                choose(shown[here]);
              } else if (event.key === 'Escape' && typed !== null) {
                event.preventDefault();
                event.stopPropagation();
                setTyped(null);
              }
            }}
            {...ids}
          />
          {typed !== null && (
            <div className="combobox-list scroller" role="listbox" id={`${id}-list`} aria-label={field.label}>
              {shown.map((option, index) => (
                <div
                  key={option.value}
                  id={`${id}-${index}`}
                  role="option"
                  className="option"
                  aria-selected={index === here}
                  onMouseDown={(event) => {
                    event.preventDefault();
                    choose(option);
                  }}
                >
                  {option.before}
                  <span className="grow">
                    {option.text}
                    {option.note && <span className="menu-note">{option.note}</span>}
                  </span>
                </div>
              ))}
              {!shown.length && (
                <div role="option" aria-selected="false" aria-disabled="true" className="option quiet">
                  {t('nothing')}
                </div>
              )}
            </div>
          )}
        </div>
      )}
    </Field>
  );
}
