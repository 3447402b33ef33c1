import { useEffect, useState } from 'react';
import { query } from '../shared/api';
import { usePlace } from '../shared/hooks';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import type { Page } from '../shared/types';
import { Button, Dialog, Empty, Notice, Skeleton, Table, TextField, type Column } from '../shared/ui';
import { blank, ContactForm, type ContactDraft } from './ContactForm';
import { complain, mistakes, reason, send, useLoaded, useSetUp } from './state';
import type { ContactCard, ContactRow } from './types';

const columns: () => Column<ContactRow>[] = () => [
  { key: 'name', head: t('crm.who'), cell: (row) => <a href={`/app/crm/contacts/${row.id}`}>{row.name}</a> },
  { key: 'phones', head: t('crm.phones'), cell: (row) => row.phones.join(', ') },
  {
    key: 'addresses',
    head: t('crm.addresses'),
    cell: (row) => row.addresses.map((one) => `${one.network}: ${one.username ?? one.id}`).join(', '),
  },
  {
    key: 'responsible',
    head: t('crm.responsible'),
    cell: (row) => row.responsible?.name ?? <span className="quiet">{t('nobody')}</span>,
  },
  {
    key: 'deals',
    head: t('crm.deals'),
    end: true,
    cell: (row) => t('crm.dealsOf', { open: row.openDeals, closed: row.closedDeals }),
  },
];

/** Everybody sees all contacts; the search knows every spelling of a number. */
export function ContactsPage() {
  const place = usePlace();
  const wanted = place.query.get('q') ?? '';
  const [typed, setTyped] = useState(wanted);
  const [adding, setAdding] = useState(false);
  const list = useLoaded<Page<ContactRow>>(`contacts${query({ q: wanted })}`);
  useEffect(() => {
    if (typed.trim() === wanted) return;
    const timer = setTimeout(
      () => void parley.router.go(`/app/crm/contacts${query({ q: typed.trim() })}`, 'replace'),
      250,
    );
    return () => clearTimeout(timer);
  }, [typed, wanted]);

  async function more(): Promise<void> {
    const known = list.value;
    if (!known?.next) return;
    try {
      const page = await parley.api.get<Page<ContactRow>>(`/crm/contacts${query({ q: wanted, after: known.next })}`);
      list.put({ rows: [...known.rows, ...page.rows], next: page.next });
    } catch (problem) {
      complain(problem);
    }
  }

  return (
    <main className="crm-page scroller">
      <header className="crm-head">
        <h1>{t('crm.nav.contacts')}</h1>
        <div className="grow crm-search">
          <TextField
            bare
            type="search"
            label={t('crm.search')}
            placeholder={t('crm.search')}
            value={typed}
            onChange={setTyped}
          />
        </div>
        <a className="button secondary" href="/app/crm/contacts/import">
          {t('crm.import')}
        </a>
        <a className="button secondary" href="/api/v1/crm/contacts/export" download="contacts.csv">
          {t('crm.export')}
        </a>
        <Button kind="primary" icon="plus" onClick={() => setAdding(true)}>
          {t('crm.addContact')}
        </Button>
      </header>
      <div className="crm-body">
        {list.problem ? <Notice tone="red">{t('failed', { reason: reason(list.problem) })}</Notice> : null}
        {!list.value && !list.problem && <Skeleton rows={8} height={40} />}
        {list.value && list.value.rows.length > 0 && (
          <Table label={t('crm.nav.contacts')} columns={columns()} rows={list.value.rows} keyOf={(row) => row.id} />
        )}
        {list.value?.rows.length === 0 && (
          <Empty icon="contacts">
            <p>{wanted ? t('nothing') : t('crm.noContacts')}</p>
          </Empty>
        )}
        {list.value?.next && (
          <div>
            <Button onClick={() => void more()}>{t('more')}</Button>
          </div>
        )}
      </div>
      {adding && <AddContact onClose={() => setAdding(false)} />}
    </main>
  );
}

function AddContact({ onClose }: { onClose: () => void }) {
  const setUp = useSetUp();
  const [draft, setDraft] = useState<ContactDraft>(blank);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  async function save(): Promise<void> {
    setBusy(true);
    try {
      const card = await send<ContactCard>('POST', 'contacts', draft);
      onClose();
      await parley.router.go(`/app/crm/contacts/${card.id}`);
    } catch (found) {
      setProblem(found);
    } finally {
      setBusy(false);
    }
  }

  const found = mistakes(problem);
  return (
    <Dialog
      title={t('crm.addContact')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" busy={busy} onClick={() => void save()}>
            {t('save')}
          </Button>
        </>
      }
    >
      {problem && !Object.keys(found).length ? <Notice tone="red">{reason(problem)}</Notice> : null}
      <ContactForm draft={draft} errors={found} setUp={setUp.value} onChange={setDraft} />
    </Dialog>
  );
}
