import { useEffect, useState, type RefObject } from 'react';
import { t } from '../../shared/i18n';

const SECTIONS = ['channels', 'roles', 'new', 'closed', 'access', 'global', 'timeline', 'advanced'] as const;

/** The sections of the page at its left side; where one is, is marked. */
export function Contents({ scroller }: { scroller: RefObject<HTMLElement | null> }) {
  const [at, setAt] = useState<string>('channels');
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const look = () => {
      const line = box.getBoundingClientRect().top + box.clientHeight / 3;
      const passed = SECTIONS.filter((one) => {
        const section = document.getElementById(`settings-${one}`);
        return section && section.getBoundingClientRect().top <= line;
      });
      setAt(passed.at(-1) ?? 'channels');
    };
    box.addEventListener('scroll', look, { passive: true });
    return () => box.removeEventListener('scroll', look);
  }, []);
  return (
    <nav className="settings-contents not-phone" aria-label={t('settings.contents')}>
      {SECTIONS.map((one) => (
        <a
          key={one}
          href={`#settings-${one}`}
          aria-current={one === at ? 'true' : undefined}
          onClick={(event) => {
            event.preventDefault();
            to(one);
          }}
        >
          {t(`settings.nav.${one}`)}
        </a>
      ))}
    </nav>
  );
}

function to(one: string): void {
  const section = document.getElementById(`settings-${one}`);
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
}
