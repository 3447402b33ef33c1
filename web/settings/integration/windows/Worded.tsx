import type { ReactNode } from 'react';
import { useTexts } from '../../../shared/loaded';

/** Draws a window once its texts are here: they are asked for with the first window, not with the page. */
export function Worded({ children }: { children: () => ReactNode }) {
  const spoken = useTexts((wanted) => (wanted === 'en' ? import('./texts/en.json') : import('./texts/ru.json')));
  return spoken ? <Inside key={spoken} draw={children} /> : null;
}

function Inside({ draw }: { draw: () => ReactNode }) {
  return <>{draw()}</>;
}
