import { useEffect, useState, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

export function Empty({ icon, children }: { icon?: IconName; children: ReactNode }) {
  return (
    <div className="empty">
      {icon && <Icon name={icon} size={32} />}
      <div className="stack">{children}</div>
    </div>
  );
}

/** Grey shapes while something loads; nothing at all during the first 150 ms. */
export function Skeleton({ rows = 8, height = 48 }: { rows?: number; height?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), 150);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className="stack" aria-hidden="true" style={{ padding: '12px' }}>
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="skeleton" style={{ height: `${height}px` }} />
      ))}
    </div>
  );
}

export function Notice({
  tone,
  icon,
  children,
}: {
  tone?: 'warn' | 'red' | 'ok';
  icon?: IconName;
  children: ReactNode;
}) {
  return (
    <div className={tone ? `notice ${tone}` : 'notice'} role={tone === 'red' ? 'alert' : undefined}>
      {icon && <Icon name={icon} />}
      <div className="grow">{children}</div>
    </div>
  );
}
