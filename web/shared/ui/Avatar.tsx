import type { ReactNode } from 'react';

/** The first letters of the first two words, or of what there is. */
export function initials(name: string): string {
  const words = name
    .replace(/[^\p{L}\p{N}\s]/gu, '')
    .split(/\s+/)
    .filter(Boolean);
  const letters = words.slice(0, 2).map((word) => [...word][0] ?? '');
  return letters.join('').toLocaleUpperCase() || '#';
}

export function hueOf(id: string): number {
  let hash = 7;
  for (const symbol of id) hash = (hash * 31 + (symbol.codePointAt(0) ?? 0)) % 9973;
  return (hash * 47) % 360;
}

export function Avatar(props: {
  id: string;
  name: string;
  size?: 'small' | 'middle' | 'large';
  title?: string;
  children?: ReactNode;
}) {
  const { id, name, size, title, children } = props;
  return (
    <span className={size ? `avatar ${size}` : 'avatar'} title={title} style={{ '--hue': String(hueOf(id)) }}>
      <span aria-hidden="true">{initials(name)}</span>
      {children}
    </span>
  );
}
