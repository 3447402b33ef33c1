import { useEffect, useState, type RefObject } from 'react';
import { t } from '../../shared/i18n';
import { Button } from '../../shared/ui';

const SECTIONS = ['channels', 'roles', 'new', 'closed', 'access', 'global', 'timeline', 'advanced'] as const;

/** At the page's left side: its sections, where one is is marked; and what can be looked at besides. */
export function Contents(props: {
  scroller: RefObject<HTMLElement | null>;
  onAsk: (what: 'history' | 'dry-run') => void;
}) {
  const { scroller, onAsk } = props;
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
      const end = box.scrollTop + box.clientHeight >= box.scrollHeight - 4 ? SECTIONS.at(-1) : undefined;
      setAt(end ?? passed.at(-1) ?? 'channels');
    };
    box.addEventListener('scroll', look, { passive: true });
    return () => box.removeEventListener('scroll', look);
  }, []);
  return (
    <div className="settings-side not-phone">
      <nav className="settings-contents" aria-label={t('settings.contents')}>
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
      <Button kind="quiet" icon="play" onClick={() => onAsk('dry-run')}>
        {t('settings.dryRun')}
      </Button>
      <Button kind="quiet" icon="clock" onClick={() => onAsk('history')}>
        {t('settings.history')}
      </Button>
    </div>
  );
}

function to(one: string): void {
  const section = document.getElementById(`settings-${one}`);
  section?.scrollIntoView({ block: 'start' });
  section?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
}
