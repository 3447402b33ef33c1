import { t, text } from '../../shared/i18n';
import { useLoaded } from '../../shared/loaded';
import { dateAndTime } from '../../shared/time';
import { Notice, Table } from '../../shared/ui';
import { reason } from '../common';

interface AuditLine {
  at: string;
  login: number | null;
  action: string;
  subject: string;
  address: string;
}

/** What was done, the newest first. */
export function Audit() {
  const audit = useLoaded<{ rows: AuditLine[] }>('/audit?limit=100');
  const rows = audit.value?.rows ?? [];
  return (
    <section className="panel">
      <h2>{t('audit.title')}</h2>
      {audit.problem ? <Notice tone="red">{reason(audit.problem)}</Notice> : null}
      {rows.length > 0 && (
        <Table
          label={t('audit.title')}
          rows={rows}
          keyOf={(row) => `${row.at}${row.action}${row.subject}`}
          columns={[
            { key: 'at', head: t('audit.at'), cell: (row) => dateAndTime(row.at) },
            { key: 'action', head: t('audit.action'), cell: (row) => text(`audit.${row.action}`) ?? row.action },
            { key: 'subject', head: t('audit.subject'), cell: (row) => row.subject },
            { key: 'address', head: t('audit.address'), cell: (row) => row.address },
          ]}
        />
      )}
    </section>
  );
}
