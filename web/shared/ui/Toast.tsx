import { useEffect, useState } from 'react';
import { t } from '../i18n';
import { Icon } from './Icon';

export interface Toast {
  text: string;
  action?: { text: string; run: () => void };
  /** Milliseconds; ten seconds for what can be undone. */
  stays?: number;
}

interface Shown extends Toast {
  id: number;
}

let shown: Shown[] = [];
let last = 0;
let changed: () => void = () => undefined;

export function toast(what: Toast | string): void {
  const next: Shown = { ...(typeof what === 'string' ? { text: what } : what), id: ++last };
  shown = [...shown.slice(-2), next];
  changed();
  setTimeout(() => dismiss(next.id), next.stays ?? (next.action ? 10_000 : 5_000));
}

function dismiss(id: number): void {
  shown = shown.filter((one) => one.id !== id);
  changed();
}

export function Toasts() {
  const [, draw] = useState(0);
  useEffect(() => {
    changed = () => draw((n) => n + 1);
    return () => {
      changed = () => undefined;
    };
  }, []);
  return (
    <div className="toasts" role="status" aria-live="polite">
      {shown.map((one) => (
        <div key={one.id} className="toast">
          <span className="grow">{one.text}</span>
          {one.action && (
            <button
              type="button"
              onClick={() => {
                dismiss(one.id);
                one.action?.run();
              }}
            >
              {one.action.text}
            </button>
          )}
          <button type="button" className="close" aria-label={t('close')} onClick={() => dismiss(one.id)}>
            <Icon name="close" size={16} />
          </button>
        </div>
      ))}
    </div>
  );
}
