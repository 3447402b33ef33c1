import { useState } from 'react';
import { query } from '../shared/api';
import { t, text } from '../shared/i18n';
import { uuid7 } from '../shared/ids';
import { parley } from '../shared/parley';
import { dateAndTime } from '../shared/time';
import { Button, Notice, Skeleton, TextField } from '../shared/ui';
import { complain, reason, send, useLoaded } from './state';
import type { Entry, SetUpData } from './types';

interface Piece {
  rows: Entry[];
  next: string | null;
}

/** Notes and changes of a contact or deal, newest first. Notes from chats are there for those who see the chat (R42). */
export function Timeline({ of, version, setUp }: { of: string; version: number; setUp: SetUpData | null }) {
  const timeline = useLoaded<Piece>(`${of}/timeline${query({ v: version })}`);
  const [note, setNote] = useState('');
  const [key, setKey] = useState(uuid7);
  const [busy, setBusy] = useState(false);

  async function write(): Promise<void> {
    setBusy(true);
    try {
      await send('POST', `${of}/notes`, { text: note, key });
      setNote('');
      setKey(uuid7());
      timeline.reload();
    } catch (problem) {
      complain(problem);
    } finally {
      setBusy(false);
    }
  }

  async function more(): Promise<void> {
    const known = timeline.value;
    if (!known?.next) return;
    try {
      const piece = await parley.api.get<Piece>(`/crm/${of}/timeline${query({ before: known.next })}`);
      timeline.put({ rows: [...known.rows, ...piece.rows], next: piece.next });
    } catch (problem) {
      complain(problem);
    }
  }

  return (
    <section className="panel" aria-label={t('crm.timeline')}>
      <h2>{t('crm.timeline')}</h2>
      <TextField label={t('crm.note')} lines={2} value={note} onChange={setNote} />
      <div>
        <Button busy={busy} disabled={!note.trim()} onClick={() => void write()}>
          {t('crm.addNote')}
        </Button>
      </div>
      {timeline.problem ? <Notice tone="red">{reason(timeline.problem)}</Notice> : null}
      {!timeline.value && !timeline.problem && <Skeleton rows={3} height={32} />}
      {timeline.value?.rows.length === 0 && <p className="quiet">{t('crm.noEntries')}</p>}
      <ol className="crm-timeline">
        {timeline.value?.rows.map((entry) => (
          <li key={entry.id} className={entry.kind === 'SYSTEM' ? 'quiet small' : undefined}>
            <div className="small quiet">
              <time dateTime={entry.at}>{dateAndTime(entry.at)}</time>
              {entry.author && ` · ${entry.author.name}`}
              {entry.kind === 'MESSAGE' && ` · ${t('crm.fromChat')}`}
            </div>
            <p className="crm-text">{entry.kind === 'SYSTEM' ? told(entry, setUp) : entry.text}</p>
          </li>
        ))}
      </ol>
      {timeline.value?.next && (
        <div>
          <Button onClick={() => void more()}>{t('more')}</Button>
        </div>
      )}
    </section>
  );
}

/** A change in words: which fields, from what to what. */
function told(entry: Entry, setUp: SetUpData | null): string {
  if (!entry.before) return t('crm.created');
  const after = entry.after ?? {};
  if ('mergedInto' in after || !entry.after) return t('crm.removed');
  const before = entry.before;
  const changed = Object.keys(after).filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
  return changed
    .filter((key) => key !== 'kind')
    .map((key) =>
      t('crm.changed', {
        field: text(`crm.field.${key}`) ?? key,
        before: value(key, before[key], setUp),
        after: value(key, after[key], setUp),
      }),
    )
    .join('. ');
}

function value(field: string, what: unknown, setUp: SetUpData | null): string {
  const id = String(what ?? '');
  if (id === '') return '—';
  if (field === 'responsible') return setUp?.employees.find((one) => one.id === id)?.name ?? id;
  if (field === 'pipeline') return setUp?.pipelines.find((one) => one.id === id)?.name ?? id;
  if (field === 'stage') return setUp?.pipelines.flatMap((one) => one.stages).find((one) => one.id === id)?.name ?? id;
  if (!Array.isArray(what)) return id;
  return field === 'phones' ? what.join(', ') || '—' : String(what.length);
}
