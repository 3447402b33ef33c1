import { useEffect, useState } from 'react';
import { ApiError, query } from '../shared/api';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import type { Page } from '../shared/types';
import { Avatar, Button, Combobox, Dialog, Empty, Menu, Notice, Skeleton, toast } from '../shared/ui';
import { ContactForm, draftOf, type ContactDraft } from './ContactForm';
import { DealLine } from './DealLine';
import { complain, mistakes, reason, send, useLoaded, useSetUp } from './state';
import { Timeline } from './Timeline';
import type { ContactCard, ContactRow } from './types';

export function ContactPage({ id }: { id: string }) {
  const card = useLoaded<ContactCard>(`contacts/${id}`);
  const setUp = useSetUp();
  const mergedInto = card.problem instanceof ApiError ? card.problem.args.mergedInto : undefined;
  useEffect(() => {
    if (mergedInto) void parley.router.go(`/app/crm/contacts/${mergedInto}`, 'replace');
  }, [mergedInto]);
  if (mergedInto) return null;
  if (card.problem)
    return (
      <Empty icon="question">
        <h1>{reason(card.problem)}</h1>
        <a href="/app/crm/contacts">{t('crm.nav.contacts')}</a>
      </Empty>
    );
  if (!card.value) return <Skeleton rows={6} height={48} />;
  const contact = card.value;
  return (
    <main className="crm-page scroller">
      <header className="crm-head">
        <Avatar id={contact.id} name={contact.name} size="middle" />
        <h1 className="grow">{contact.name}</h1>
        <a className="button primary" href={`/app/crm/deals/new?contactId=${contact.id}`}>
          {t('crm.addDeal')}
        </a>
        <ContactMenu contact={contact} onMerged={card.put} />
      </header>
      <div className="crm-card">
        <div className="stack">
          <Editor contact={contact} onSaved={card.put} />
          <section className="panel" aria-label={t('crm.deals')}>
            <h2>{t('crm.deals')}</h2>
            {!contact.deals.length && <p className="quiet">{t('crm.noDeals')}</p>}
            <ul className="stack">
              {contact.deals.map((deal) => (
                <li key={deal.id}>
                  <DealLine deal={deal} />
                </li>
              ))}
            </ul>
          </section>
        </div>
        <Timeline of={`contacts/${id}`} version={contact.version} setUp={setUp.value} />
      </div>
    </main>
  );
}

/** Two people edit one card: the second is told and keeps his text. */
function Editor({ contact, onSaved }: { contact: ContactCard; onSaved: (card: ContactCard) => void }) {
  const setUp = useSetUp();
  const [draft, setDraft] = useState<ContactDraft>(() => draftOf(contact));
  const [base, setBase] = useState(contact);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const changed = JSON.stringify(draft) !== JSON.stringify(draftOf(base));
  const take = (card: ContactCard) => {
    setBase(card);
    setDraft(draftOf(card));
    setProblem(null);
    onSaved(card);
  };
  // A merge changes the card from outside; what is being typed is kept.
  useEffect(() => {
    if (contact.version === base.version || changed) return;
    setBase(contact);
    setDraft(draftOf(contact));
  }, [contact, base, changed]);
  const current =
    problem instanceof ApiError && problem.code === 'stale' ? (problem.args.current as unknown as ContactCard) : null;

  async function save(version: number): Promise<void> {
    setBusy(true);
    try {
      take(await send<ContactCard>('PUT', `contacts/${contact.id}`, { ...draft, version }));
      toast(t('saved'));
    } catch (found) {
      setProblem(found);
    } finally {
      setBusy(false);
    }
  }

  const errors = mistakes(problem);
  return (
    <section className="panel" aria-label={t('crm.contact')}>
      {contact.sameNumber.map((other) => (
        <Notice key={other.id} tone="warn">
          {t('crm.sameNumber', { name: other.name })} <a href={`/app/crm/contacts/${other.id}`}>{t('crm.open')}</a>
        </Notice>
      ))}
      {current && (
        <Notice tone="warn">
          <p>{t('crm.stale')}</p>
          <div className="line-up wrap">
            <Button onClick={() => take(current)}>{t('crm.takeTheirs')}</Button>
            <Button onClick={() => void save(current.version)}>{t('crm.saveMine')}</Button>
          </div>
        </Notice>
      )}
      {problem && !current && !Object.keys(errors).length ? <Notice tone="red">{reason(problem)}</Notice> : null}
      <ContactForm draft={draft} errors={errors} setUp={setUp.value} except={contact.id} onChange={setDraft} />
      {contact.addresses.length > 0 && (
        <dl className="stack small">
          {contact.addresses.map((one) => (
            <div key={`${one.network} ${one.id}`} className="line-up">
              <dt className="quiet">{one.network}</dt>
              <dd>{one.username ? `@${one.username} · ${one.id}` : one.id}</dd>
            </div>
          ))}
        </dl>
      )}
      <div>
        <Button kind="primary" busy={busy} disabled={!changed} onClick={() => void save(base.version)}>
          {t('save')}
        </Button>
      </div>
    </section>
  );
}

function ContactMenu({ contact, onMerged }: { contact: ContactCard; onMerged: (card: ContactCard) => void }) {
  const [asking, setAsking] = useState<'merge' | 'delete' | null>(null);
  const [found, setFound] = useState<ContactRow[]>([]);
  const [other, setOther] = useState<string | null>(null);
  const close = () => setAsking(null);

  async function search(typed: string): Promise<void> {
    try {
      const page = await parley.api.get<Page<ContactRow>>(`/crm/contacts${query({ q: typed })}`);
      setFound(page.rows.filter((row) => row.id !== contact.id));
    } catch (problem) {
      complain(problem);
    }
  }

  async function act(): Promise<void> {
    try {
      if (asking === 'merge') {
        onMerged(await send<ContactCard>('POST', `contacts/${contact.id}/merge`, { with: other }));
        close();
      } else {
        await send('DELETE', `contacts/${contact.id}`);
        await parley.router.go('/app/crm/contacts', 'replace');
      }
    } catch (problem) {
      complain(problem);
    }
  }

  return (
    <>
      <Menu
        label={t('more')}
        items={() => [
          { text: t('crm.merge'), icon: 'contacts', run: () => setAsking('merge') },
          { text: t('crm.deleteContact'), icon: 'trash', danger: true, run: () => setAsking('delete') },
        ]}
      />
      {asking && (
        <Dialog
          title={asking === 'merge' ? t('crm.merge') : t('crm.deleteContact')}
          onClose={close}
          actions={
            <>
              <Button onClick={close}>{t('cancel')}</Button>
              <Button
                kind={asking === 'merge' ? 'primary' : 'danger'}
                disabled={asking === 'merge' && !other}
                onClick={() => void act()}
              >
                {asking === 'merge' ? t('crm.mergeDo') : t('remove')}
              </Button>
            </>
          }
        >
          <p>{asking === 'merge' ? t('crm.mergeHelp', { name: contact.name }) : t('crm.deleteHelp')}</p>
          {asking === 'merge' && (
            <div className="crm-choice">
              <Combobox
                label={t('crm.otherContact')}
                options={found.map((row) => ({ value: row.id, text: row.name, note: row.phones.join(', ') }))}
                value={other}
                search={(typed) => void search(typed)}
                onChange={setOther}
              />
            </div>
          )}
        </Dialog>
      )}
    </>
  );
}
