/** Ties views to the core: a view draws again when a key it reads has changed, and only then. */
import { useCallback, useSyncExternalStore } from 'react';
import { parley } from './parley';
import type { Place } from './router';

/** Subscribes to a key of the store; the number is only a version. */
export function useKey(key: string): number {
  const subscribe = useCallback((changed: () => void) => parley.store.on(key, changed), [key]);
  return useSyncExternalStore(subscribe, () => parley.store.version(key));
}

export function usePlace(): Place {
  const subscribe = useCallback((changed: () => void) => parley.router.on(changed), []);
  return useSyncExternalStore(subscribe, () => parley.router.place);
}
