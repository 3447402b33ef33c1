import { t } from '../shared/i18n';
import { Audit } from './admin/Audit';
import { Keys } from './admin/Keys';
import { SignIns } from './admin/SignIns';
import { Spoken } from './common';
import { QuickReplies } from './QuickReplies';
import { Webhooks } from './webhooks/Webhooks';
import './settings.css';

/** «Управление»: who can sign in, keys for programs, replies for everybody, and what was done. */
export default function Admin() {
  return (
    <Spoken>
      {() => (
        <main className="sheet scroller" data-pane tabIndex={-1}>
          <header className="sheet-head">
            <h1>{t('nav.admin')}</h1>
          </header>
          <div className="sheet-body">
            <SignIns />
            <QuickReplies shared />
            <Keys />
            <Webhooks />
            <Audit />
          </div>
        </main>
      )}
    </Spoken>
  );
}
