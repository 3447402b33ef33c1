import { t } from '../../shared/i18n';
import type { MessageStatus } from '../../shared/types';

type Known = MessageStatus | 'offline';

/** Told apart by their shape, not by colour alone: clock, thin tick, tick, two outlines, two filled, `!`, `?`. */
const shapes: Record<Known, string> = {
  queued: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.2l2 1.3',
  sending: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.2l2 1.3',
  offline: 'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM8 5v3.2l2 1.3',
  accepted: 'M4 8.500l3 3 6-7',
  sent: 'M4 8.500l3 3 6-7',
  delivered: 'M1.500 8.700l2.800 2.800 5.700-7M8.300 11.300l.3.3 5.900-7',
  read: 'M.800 8.500L4 12l6-7.500M7.600 11.400l.7.800L15 4.500',
  failed: 'M8 3v6M8 12.500v.1',
  unknown: 'M5.500 5.800A2.500 2.500 0 1 1 8.700 8.200c-.5.3-.7.6-.7 1.300M8 12.500v.1',
};

export function StatusIcon({ status }: { status: Known }) {
  const name = t(`status.${status}`);
  return (
    <span className={`status ${status}`} title={name}>
      <svg
        width={16}
        height={16}
        viewBox="0 0 16 16"
        fill="none"
        stroke="currentColor"
        strokeWidth={status === 'accepted' ? 1 : status === 'read' || status === 'failed' ? 2.2 : 1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
        aria-hidden="true"
      >
        <path d={shapes[status]} />
      </svg>
      <span className="hidden-text">{name}</span>
    </span>
  );
}
