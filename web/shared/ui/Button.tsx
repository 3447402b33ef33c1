import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';

interface Common {
  onClick?: (event: { currentTarget: HTMLElement }) => void;
  disabled?: boolean;
  title?: string;
  type?: 'button' | 'submit';
  form?: string;
  'aria-describedby'?: string;
}

export function Button(
  props: Common & {
    children: ReactNode;
    kind?: 'primary' | 'secondary' | 'quiet' | 'danger';
    icon?: IconName;
    busy?: boolean;
  },
) {
  const { children, kind = 'secondary', icon, busy, type = 'button', disabled, ...rest } = props;
  return (
    <button
      className={`button ${kind}`}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      {...rest}
    >
      {icon && <Icon name={icon} size={18} />}
      {children}
    </button>
  );
}

/** A button that is only a picture: its name is read aloud and shown as a hint. */
export function IconButton(
  props: Common & {
    icon: IconName;
    label: string;
    primary?: boolean;
    expanded?: boolean;
    keys?: string;
    size?: number;
  },
) {
  const { icon, label, primary, expanded, keys, size, type = 'button', ...rest } = props;
  return (
    <button
      className={primary ? 'icon-button primary' : 'icon-button'}
      type={type}
      aria-label={label}
      aria-expanded={expanded}
      aria-keyshortcuts={keys}
      title={keys ? `${label} (${keys})` : label}
      {...rest}
    >
      <Icon name={icon} size={size} />
    </button>
  );
}

export function LinkButton({ children, ...rest }: Common & { children: ReactNode }) {
  return (
    <button className="link-button" type="button" {...rest}>
      {children}
    </button>
  );
}
