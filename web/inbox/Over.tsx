import { lazy, Suspense } from 'react';
import { useKey } from '../shared/hooks';
import { shownOver } from './why';

const Overlay = lazy(() => import('./lazy/Overlay'));

/** What lies over the window at the moment. */
export function Over() {
  useKey('over');
  const over = shownOver();
  if (!over) return null;
  return (
    <Suspense fallback={null}>
      <Overlay over={over} />
    </Suspense>
  );
}
