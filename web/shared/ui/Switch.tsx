import type { ReactNode } from 'react';

/** On or off, at once. A disabled one says why: as a hint, and to those who hear it. */
export function Switch(props: {
  label: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  reason?: string;
  bare?: string;
}) {
  const { label, checked, onChange, disabled, reason, bare } = props;
  return (
    <button
      type="button"
      role="switch"
      className="switch"
      aria-checked={checked}
      aria-label={bare ? (reason ? `${bare}. ${reason}` : bare) : undefined}
      disabled={disabled}
      title={reason}
      onClick={() => onChange(!checked)}
    >
      <span className="switch-track" />
      {!bare && (
        <span>
          {label}
          {reason && <span className="menu-note">{reason}</span>}
        </span>
      )}
    </button>
  );
}
