import { useEffect, useState } from 'react';
import { ApiError } from '../../shared/api';
import { t } from '../../shared/i18n';
import { uuid7 } from '../../shared/ids';
import { parley } from '../../shared/parley';
import type { Args, MessageRow } from '../../shared/types';
import { Button, Dialog, Notice, TextField } from '../../shared/ui';
import { complain } from '../actions';
import { problemText } from '../thread/Failure';

interface Template {
  id: string;
  name: string;
  language: string;
  parts: { place: string; kind: string; text: string | null }[];
  variables: string[];
}

/** Chooses a message that the messenger has approved, fills in its places, shows what the client will read. */
export function Templates({ chat, channel, onClose }: { chat: string; channel: string; onClose: () => void }) {
  const [all, setAll] = useState<Template[] | null>(null);
  const [chosen, setChosen] = useState<Template | null>(null);
  const [typed, setTyped] = useState('');
  const [words, setWords] = useState<Record<string, string>>({});
  const [cid] = useState(() => uuid7());
  const [busy, setBusy] = useState(false);
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<string | null>(null);

  useEffect(() => {
    parley.api
      .get<{ rows: Template[] }>(`/channels/${channel}/templates`)
      .then(({ rows }) => setAll(rows))
      .catch((problem: unknown) => {
        complain(problem);
        setAll([]);
      });
  }, [channel]);

  const wanted = typed.trim().toLowerCase();
  const found = all?.filter((one) => `${one.name} ${preview(one, {})}`.toLowerCase().includes(wanted)) ?? [];

  async function send(): Promise<void> {
    if (!chosen) return;
    setTried(true);
    if (chosen.variables.some((variable) => !words[variable]?.trim())) return;
    setBusy(true);
    setRefused(null);
    try {
      const template = { name: chosen.name, language: chosen.language, variables: words };
      const body = { cid, chat, channel, template };
      const { row } = await parley.api.send<{ row: MessageRow }>('POST', '/messages', body);
      parley.store.putMessage(row);
      onClose();
    } catch (problem) {
      const row = parley.store.chats.get(chat);
      if (problem instanceof ApiError && row)
        setRefused(problemText(problem.code, { ...(problem.body as Args), ...problem.args }, row));
      else complain(problem);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog
      title={t('templates.title')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={busy} disabled={!chosen} onClick={() => void send()}>
            {t('composer.send')}
          </Button>
        </>
      }
    >
      {refused && (
        <Notice tone="red" icon="warning">
          {refused}
        </Notice>
      )}
      {all === null && <p role="status">{t('templates.loading')}</p>}
      {all?.length === 0 && <Notice>{t('templates.none')}</Notice>}
      {all && all.length > 5 && (
        <TextField label={t('templates.find')} value={typed} onChange={setTyped} type="search" />
      )}
      <fieldset className="stack write-channels">
        <legend className="hidden-text">{t('templates.title')}</legend>
        {found.map((one) => (
          <label key={one.id} className="check">
            <input
              type="radio"
              name="template"
              checked={one.id === chosen?.id}
              onChange={() => {
                setChosen(one);
                setWords({});
                setTried(false);
              }}
            />
            <span>
              {one.name} · {one.language}
              <span className="menu-note">{preview(one, {})}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {chosen?.variables.map((variable, place) => (
        <TextField
          key={`${chosen.id}:${variable}`}
          label={t('templates.variable', { n: place + 1, name: variable })}
          value={words[variable] ?? ''}
          onChange={(value) => setWords({ ...words, [variable]: value })}
          error={tried && !words[variable]?.trim() ? t('mistake.required') : null}
        />
      ))}
      {chosen && chosen.variables.length > 0 && <Notice>{preview(chosen, words)}</Notice>}
    </Dialog>
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
