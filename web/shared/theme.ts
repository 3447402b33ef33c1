import type { Theme } from './types';

/** A choice that has to be known before the first answer of the server; the server keeps the lasting one. */
export function remembered(key: string): string | null {
  try {
    return localStorage.getItem(`parley.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`parley.${key}`);
    else localStorage.setItem(`parley.${key}`, value);
  } catch {
    // Storage may be forbidden; then the choice lasts as long as the page.
  }
}

export function showTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  remember('theme', theme);
}
