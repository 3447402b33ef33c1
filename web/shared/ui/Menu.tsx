import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import { IconButton } from './Button';

export interface MenuItem {
  text: string;
  icon?: IconName;
  note?: string;
  danger?: boolean;
  disabled?: boolean;
  checked?: boolean;
  href?: string;
  run?: () => void;
}

export interface Point {
  left: number;
  top: number;
  bottom?: number;
  right?: number;
}

/** Puts a popover beside a rectangle, on the side where there is room, and always within the window. */
export function place(popover: HTMLElement, at: Point): void {
  const { innerWidth, innerHeight } = window;
  const box = popover.getBoundingClientRect();
  const below = (at.bottom ?? at.top) + 4;
  const top = below + box.height <= innerHeight - 8 ? below : Math.max(8, at.top - box.height - 4);
  const left = at.left + box.width <= innerWidth - 8 ? at.left : (at.right ?? at.left) - box.width;
  popover.style.top = `${top}px`;
  popover.style.left = `${Math.max(8, Math.min(left, innerWidth - box.width - 8))}px`;
}

/** A native popover that opens beside a point and gives the focus back when it closes. */
export function Popover(props: {
  at: Point;
  onClose: () => void;
  label: string;
  role?: 'menu' | 'dialog';
  children: ReactNode;
}) {
  const { at, onClose, label, role = 'dialog', children } = props;
  const box = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;
  useEffect(() => {
    const popover = box.current;
    if (!popover) return;
    const before = document.activeElement as HTMLElement | null;
    popover.showPopover();
    // What is inside may come later, and grow.
    const watcher = new ResizeObserver(() => place(popover, at));
    watcher.observe(popover);
    place(popover, at);
    const first = popover.querySelector<HTMLElement>(
      '[autofocus], [role^=menuitem]:not([aria-disabled=true]), button, a[href], input',
    );
    (first ?? popover).focus();
    const toggled = (event: Event) => {
      if ((event as ToggleEvent).newState !== 'closed') return;
      if (
        !document.activeElement ||
        document.activeElement === document.body ||
        popover.contains(document.activeElement)
      )
        before?.focus();
      close.current();
    };
    popover.addEventListener('toggle', toggled);
    return () => {
      watcher.disconnect();
      popover.removeEventListener('toggle', toggled);
    };
    // The place is taken once, when the popover opens.
  }, []);
  return (
    <div
      ref={box}
      className="popover"
      popover="auto"
      role={role}
      aria-label={label}
      tabIndex={-1}
      onKeyDown={role === 'menu' ? walk : undefined}
    >
      {children}
    </div>
  );
}

function walk(event: { key: string; currentTarget: HTMLElement; preventDefault(): void }): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  const here = items.indexOf(document.activeElement as HTMLElement);
  const next =
    event.key === 'ArrowDown'
      ? items[(here + 1) % items.length]
      : event.key === 'ArrowUp'
        ? items[(here - 1 + items.length) % items.length]
        : event.key === 'Home'
          ? items[0]
          : event.key === 'End'
            ? items.at(-1)
            : undefined;
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export function MenuList({
  items,
  at,
  label,
  onClose,
}: {
  items: MenuItem[];
  at: Point;
  label: string;
  onClose: () => void;
}) {
  return (
    <Popover at={at} label={label} role="menu" onClose={onClose}>
      {items.map((item) => {
        const inside = (
          <>
            {item.icon && <Icon name={item.icon} size={18} />}
            <span className="grow">
              {item.text}
              {item.note && <span className="menu-note">{item.note}</span>}
            </span>
            {item.checked && <Icon name="check" size={16} />}
          </>
        );
        if (item.href)
          return (
            <a
              key={item.text}
              role="menuitem"
              className="menu-item"
              href={item.href}
              target="_blank"
              rel="noreferrer"
              onClick={onClose}
            >
              {inside}
            </a>
          );
        return (
          <button
            key={item.text}
            type="button"
            role={item.checked === undefined ? 'menuitem' : 'menuitemradio'}
            aria-checked={item.checked}
            aria-disabled={item.disabled || undefined}
            className={item.danger ? 'menu-item danger' : 'menu-item'}
            onClick={() => {
              if (item.disabled) return;
              onClose();
              item.run?.();
            }}
          >
            {inside}
          </button>
        );
      })}
    </Popover>
  );
}

/** A button with a menu behind it. */
export function Menu(props: {
  label: string;
  icon?: IconName;
  items: () => MenuItem[];
  children?: ReactNode;
  className?: string;
}) {
  const { label, icon = 'more', items, children, className } = props;
  const [at, setAt] = useState<Point | null>(null);
  const id = useId();
  const open = (event: { currentTarget: HTMLElement }) =>
    setAt(at ? null : event.currentTarget.getBoundingClientRect());
  return (
    <>
      {children ? (
        <button
          type="button"
          id={id}
          className={className ?? 'link-button'}
          aria-haspopup="menu"
          aria-expanded={!!at}
          title={label}
          onClick={open}
        >
          {children}
        </button>
      ) : (
        <IconButton icon={icon} label={label} expanded={!!at} onClick={open} />
      )}
      {at && <MenuList items={items()} at={at} label={label} onClose={() => setAt(null)} />}
    </>
  );
}
