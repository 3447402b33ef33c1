import type { ReactNode } from 'react';

export interface Column<T> {
  key: string;
  head: string;
  cell: (row: T) => ReactNode;
  end?: boolean;
}

/** A table that becomes a list of cards on a phone. The last column may have no head: its cells are actions. */
export function Table<T>(props: { columns: Column<T>[]; rows: T[]; keyOf: (row: T) => string; label: string }) {
  const { columns, rows, keyOf, label } = props;
  return (
    <div className="table-frame scroller" role="region" aria-label={label} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.end ? 'end' : undefined}>
                {column.head || <span className="hidden-text">{label}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td key={column.key} className={column.end ? 'end' : undefined} data-label={column.head || undefined}>
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
