/** Keys of UX 10. Letters go by `event.code`, so they work in any layout; never a bare letter while typing. */
export type Keymap = Record<string, (event: KeyboardEvent) => void>;

/** `Alt+Shift+ArrowDown`, `Mod+KeyK`, `KeyR`, `Slash`, `?`: Mod is Ctrl, or ⌘ on a Mac. */
export function nameOf(event: KeyboardEvent): string {
  if (event.key === '?') return '?';
  const parts = [];
  if (event.ctrlKey || event.metaKey) parts.push('Mod');
  if (event.altKey) parts.push('Alt');
  if (event.shiftKey) parts.push('Shift');
  return [...parts, event.code].join('+');
}

export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  return !!target?.closest?.(
    'input:not([type=checkbox],[type=radio],[type=button]), textarea, select, [contenteditable]',
  );
}

/** Enter on a button or a link presses it, whatever else it is for. */
function isPressed(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement | null;
  return event.key === 'Enter' && !!target?.closest?.('button, a[href], summary, input');
}

/** Single letters can be switched off (WCAG 2.1.4); combinations stay. */
export function listen(keymap: () => Keymap, letters: () => boolean): () => void {
  let before = '';
  const hear = (event: KeyboardEvent) => {
    if (event.isComposing || event.defaultPrevented || isPressed(event)) return;
    const name = nameOf(event);
    const combined = /^(Mod|Alt)\+|^(Shift\+)?F\d/.test(name);
    if (!combined && (isTyping(event) || !letters() || document.querySelector('dialog[open]'))) {
      before = '';
      return;
    }
    const map = keymap();
    const action = (before && map[`${before} ${name}`]) || map[name];
    before = combined ? '' : name;
    if (!action) return;
    event.preventDefault();
    action(event);
  };
  document.addEventListener('keydown', hear);
  return () => document.removeEventListener('keydown', hear);
}
