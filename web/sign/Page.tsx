import type { ReactNode } from 'react';
import { useKey } from '../shared/hooks';
import { language } from '../shared/i18n';
import { parley } from '../shared/parley';
import './sign.css';

/** The frame of every page before one is signed in. */
export function Page({
  title,
  lead,
  children,
  wide,
}: {
  title: string;
  lead?: string;
  children: ReactNode;
  wide?: boolean;
}) {
  useKey('language');
  const other = language() === 'ru' ? 'en' : 'ru';
  return (
    <main className="sign scroller">
      <div className={wide ? 'sign-card wide' : 'sign-card'}>
        <header className="stack">
          <img src="/assets/parley.svg" alt="" width={40} height={40} />
          <h1>{title}</h1>
          {lead && <p className="quiet">{lead}</p>}
        </header>
        {children}
      </div>
      <button type="button" className="link-button" lang={other} onClick={() => void parley.useLanguage(other)}>
        {other === 'ru' ? 'По-русски' : 'In English'}
      </button>
    </main>
  );
}
