import { useEffect, useState } from 'react';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { Notice, TextField } from '../../shared/ui';
import { complain } from '../actions';

interface Template {
  id: string;
  name: string;
  language: string;
  parts: { place: string; kind: string; text: string | null }[];
  variables: string[];
}

/** A template, and what was typed for its places so far. */
export interface Filled {
  template: Template;
  words: Record<string, string>;
}

const ENOUGH_TO_SEARCH = 5;

/** Whether every place has its words. */
export function isComplete({ template, words }: Filled): boolean {
  return template.variables.every((variable) => words[variable]?.trim());
}

/** As `POST /messages` wants it. */
export function asOrder({ template, words }: Filled): Record<string, unknown> {
  return { name: template.name, language: template.language, variables: words };
}

/**
 * Messages that the messenger has approved: one is chosen, its places are filled in, and below stands what the client
 * will read.
 */
export function TemplateChoice({
  channel,
  filled,
  tried,
  label,
  onChange,
}: {
  channel: string;
  filled: Filled | null;
  tried: boolean;
  /** Stands above the list where the dialog's title does not say what it is. */
  label?: string;
  onChange: (filled: Filled) => void;
}) {
  const [all, setAll] = useState<Template[] | null>(null);
  const [typed, setTyped] = useState('');

  useEffect(() => {
    let here = true;
    setAll(null);
    parley.api
      .get<{ rows: Template[] }>(`/channels/${channel}/templates`)
      .then(({ rows }) => here && setAll(rows))
      .catch((problem: unknown) => {
        complain(problem);
        if (here) setAll([]);
      });
    return () => {
      here = false;
    };
  }, [channel]);

  const wanted = typed.trim().toLowerCase();
  const found = all?.filter((one) => `${one.name} ${preview(one, {})}`.toLowerCase().includes(wanted)) ?? [];

  return (
    <>
      {all === null && <p role="status">{t('templates.loading')}</p>}
      {all?.length === 0 && <Notice>{t('templates.none')}</Notice>}
      {all && all.length > ENOUGH_TO_SEARCH && (
        <TextField label={t('templates.find')} value={typed} onChange={setTyped} type="search" />
      )}
      <fieldset className="stack write-channels">
        <legend className={label ? 'label' : 'hidden-text'}>{label ?? t('templates.title')}</legend>
        {found.map((one) => (
          <label key={one.id} className="check">
            <input
              type="radio"
              name="template"
              checked={one.id === filled?.template.id}
              onChange={() => onChange({ template: one, words: {} })}
            />
            <span>
              {one.name} · {one.language}
              <span className="menu-note">{preview(one, {})}</span>
            </span>
          </label>
        ))}
        {tried && !filled && all && all.length > 0 && <span className="error-text">{t('mistake.required')}</span>}
      </fieldset>
      {filled?.template.variables.map((variable, place) => (
        <TextField
          key={`${filled.template.id}:${variable}`}
          label={t('templates.variable', { n: place + 1, name: variable })}
          value={filled.words[variable] ?? ''}
          onChange={(value) => onChange({ ...filled, words: { ...filled.words, [variable]: value } })}
          error={tried && !filled.words[variable]?.trim() ? t('mistake.required') : null}
        />
      ))}
      {filled && filled.template.variables.length > 0 && <Notice>{preview(filled.template, filled.words)}</Notice>}
    </>
  );
}

/** As the client will read it; what is not filled in stays as it stands in the template. */
function preview(template: Template, words: Record<string, string>): string {
  return template.parts
    .filter((part) => part.kind === 'text' && part.text)
    .map((part) =>
      (part.text ?? '').replace(/\{\{\s*(\w+)\s*\}\}/g, (left, name: string) => words[`${part.place}.${name}`] || left),
    )
    .join('\n');
}
