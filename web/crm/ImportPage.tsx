import { useState } from 'react';
import { query } from '../shared/api';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { Button, Notice, SelectField, Table } from '../shared/ui';
import { reason } from './state';

interface Preview {
  columns: string[];
  rows: string[][];
  mapping: Record<string, number>;
  count: number;
}

interface Result {
  ok: number;
  bad: number;
  skippedFile: string;
}

const FIELDS = ['name', 'phones', 'email'] as const;

/** A table of contacts: choose the file, say what the columns are, see what was taken. */
export function ImportPage() {
  const [file, setFile] = useState<Blob | null>(null);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [mapping, setMapping] = useState<Record<string, number>>({});
  const [result, setResult] = useState<Result | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  async function ask<T>(path: string, body: Blob, take: (answer: T) => void): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      take(await parley.api.upload<T>(`/crm/contacts/${path}`, body));
    } catch (found) {
      setProblem(found);
    } finally {
      setBusy(false);
    }
  }

  function choose(chosen: File | undefined): void {
    if (!chosen) return;
    setFile(chosen);
    setPreview(null);
    setResult(null);
    void ask<Preview>('preview', chosen, (answer) => {
      setPreview(answer);
      setMapping(answer.mapping);
    });
  }

  return (
    <main className="crm-page scroller">
      <header className="crm-head">
        <h1>{t('crm.import')}</h1>
      </header>
      <div className="crm-body">
        <label className="field">
          <span className="label">{t('crm.file')}</span>
          <input
            className="input"
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => choose(event.currentTarget.files?.[0])}
          />
        </label>
        {problem ? <Notice tone="red">{reason(problem)}</Notice> : null}
        {preview && !result && file && (
          <>
            <p>{t('crm.previewOf', { n: preview.count })}</p>
            <div className="crm-mapping">
              {FIELDS.map((field) => (
                <SelectField
                  key={field}
                  label={field === 'name' ? t('crm.who') : t(`crm.field.${field}`)}
                  value={String(mapping[field] ?? '')}
                  choices={[
                    { value: '', text: t('crm.noColumn') },
                    ...preview.columns.map((column, place) => ({
                      value: String(place),
                      text: column || `${place + 1}`,
                    })),
                  ]}
                  onChange={(place) => {
                    const { [field]: _, ...others } = mapping;
                    setMapping(place === '' ? others : { ...others, [field]: Number(place) });
                  }}
                />
              ))}
            </div>
            <Table
              label={t('crm.preview')}
              columns={preview.columns.map((column, place) => ({
                key: String(place),
                head: column,
                cell: (row: { cells: string[]; at: number }) => row.cells[place] ?? '',
              }))}
              rows={preview.rows.map((cells, at) => ({ cells, at }))}
              keyOf={(row) => String(row.at)}
            />
            <div>
              <Button
                kind="primary"
                busy={busy}
                disabled={mapping.name === undefined}
                onClick={() => void ask<Result>(`import${query(mapping)}`, file, setResult)}
              >
                {t('crm.importDo', { n: preview.count })}
              </Button>
            </div>
          </>
        )}
        {result && <Outcome result={result} />}
      </div>
    </main>
  );
}

function Outcome({ result }: { result: Result }) {
  function download(): void {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([result.skippedFile], { type: 'text/csv' }));
    link.download = 'skipped.csv';
    link.click();
    URL.revokeObjectURL(link.href);
  }
  return (
    <Notice tone={result.bad ? 'warn' : 'ok'}>
      <p role="status">{t('crm.imported', { ok: result.ok, bad: result.bad })}</p>
      <div className="line-up wrap">
        {result.bad > 0 && <Button onClick={download}>{t('crm.downloadSkipped')}</Button>}
        <a className="button secondary" href="/app/crm/contacts">
          {t('crm.nav.contacts')}
        </a>
      </div>
    </Notice>
  );
}
