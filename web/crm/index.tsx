import { usePlace } from '../shared/hooks';
import { t } from '../shared/i18n';
import { useTexts } from '../shared/loaded';
import { Empty, Skeleton } from '../shared/ui';
import { BoardPage } from './BoardPage';
import { ContactPage } from './ContactPage';
import { ContactsPage } from './ContactsPage';
import { DealPage } from './DealPage';
import { ImportPage } from './ImportPage';
import { NewDealPage } from './NewDealPage';
import { SetUpPage } from './SetUpPage';
import './crm.css';

/** The built-in CRM: a lazy part with its own texts and its own routes below /app/crm/. */
export default function Crm() {
  const spoken = useTexts((wanted) => (wanted === 'en' ? import('./texts/en.json') : import('./texts/ru.json')));
  return spoken ? <Room key={spoken} /> : <Skeleton rows={6} height={56} />;
}

function Room() {
  const [part = 'deals', id] = usePlace().path.slice(1);
  return (
    <div className="crm">
      <nav className="crm-nav" aria-label={t('nav.crm')}>
        {(['deals', 'contacts', 'setup'] as const).map((one) => (
          <a key={one} href={`/app/crm/${one}`} aria-current={one === part ? 'page' : undefined}>
            {t(`crm.nav.${one}`)}
          </a>
        ))}
      </nav>
      <Screen part={part} id={id} />
    </div>
  );
}

function Screen({ part, id }: { part: string; id: string | undefined }) {
  if (part === 'deals') {
    if (!id) return <BoardPage />;
    return id === 'new' ? <NewDealPage /> : <DealPage key={id} id={id} />;
  }
  if (part === 'contacts') {
    if (!id) return <ContactsPage />;
    if (id === 'import') return <ImportPage />;
    return <ContactPage key={id} id={id} />;
  }
  if (part === 'setup') return <SetUpPage />;
  return (
    <Empty icon="question">
      <h1>{t('page.none')}</h1>
      <a href="/app/crm/deals">{t('crm.nav.deals')}</a>
    </Empty>
  );
}
