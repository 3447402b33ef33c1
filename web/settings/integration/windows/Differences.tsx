import { useState } from 'react';
import { t } from '../../../shared/i18n';
import { Button, Table } from '../../../shared/ui';
import type { Difference } from '../../compare';
import type { Document, Known } from '../../form';
import { pathText, valueText } from './words';

const SLICE = 100;

/** Two versions field by field. With one head only, one version to look at. */
export function Differences(props: {
  rows: Difference[];
  heads: [string, string] | [string];
  form: Document;
  known: Known;
  /** What is to be said besides about a field, below its right value. */
  note?: (path: string) => string | undefined;
}) {
  const { rows, heads, form, known, note } = props;
  const [shown, setShown] = useState(SLICE);
  if (!rows.length) return <p>{t('settings.noDifferences')}</p>;
  const value = (row: Difference, side: 'left' | 'right') => valueText(row.path, row[side], form, known);
  return (
    <>
      <Table
        label={t('settings.field')}
        keyOf={(row) => row.path}
        rows={rows.slice(0, shown)}
        columns={[
          { key: 'path', head: t('settings.field'), cell: (row) => pathText(row.path, form, known) },
          ...heads.map((head, index) => ({
            key: head,
            head,
            cell: (row: Difference) =>
              index && note?.(row.path) ? (
                <span>
                  {value(row, 'right')}
                  <span className="menu-note">{note(row.path)}</span>
                </span>
              ) : (
                value(row, index ? 'right' : 'left')
              ),
          })),
        ]}
      />
      {rows.length > shown && (
        <Button onClick={() => setShown((n) => n + SLICE)}>{t('settings.showMore', { n: rows.length - shown })}</Button>
      )}
    </>
  );
}
