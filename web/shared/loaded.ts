/** Loading for pages that are not live lists: asked when the page opens, asked again when told. */
import { useCallback, useEffect, useState } from 'react';
import { addTexts, language } from './i18n';
import { useKey } from './hooks';
import { parley } from './parley';
import type { Language } from './types';

export interface Loaded<T> {
  value: T | null;
  problem: unknown;
  reload: () => void;
  put: (value: T) => void;
}

/** Asks again when the path changes; an answer that comes late for an earlier path is dropped. */
export function useLoaded<T>(path: string): Loaded<T> {
  const [state, setState] = useState<{ path: string; value: T | null; problem: unknown }>({
    path,
    value: null,
    problem: null,
  });
  const [times, setTimes] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    parley.api.get<T>(path, abort.signal).then(
      (value) => setState({ path, value, problem: null }),
      (problem: unknown) => {
        if (!abort.signal.aborted) setState((old) => ({ path, value: old.path === path ? old.value : null, problem }));
      },
    );
    return () => abort.abort();
  }, [path, times]);
  const reload = useCallback(() => setTimes((n) => n + 1), []);
  const put = useCallback((value: T) => setState({ path, value, problem: null }), [path]);
  const current = state.path === path;
  return { value: current ? state.value : null, problem: current ? state.problem : null, reload, put };
}

/** Where a lazy part has its texts. */
export type TextsOf = (wanted: Language) => Promise<{ default: Record<string, string> }>;

/** The language whose texts a lazy part has loaded; `null` until then. */
export function useTexts(load: TextsOf): Language | null {
  useKey('language');
  const wanted = language();
  const [spoken, setSpoken] = useState<Language | null>(null);
  useEffect(() => {
    let current = true;
    void load(wanted).then((texts) => {
      if (!current) return;
      addTexts(texts.default);
      setSpoken(wanted);
    });
    return () => {
      current = false;
    };
  }, [wanted]);
  return spoken === wanted ? spoken : null;
}
