/** Rows do not move under the pointer (UX 5): what a new order would do to the rows that somebody looks at. */

export type Effect =
  /** Nothing that is seen changes its place. */
  | { kind: 'none' }
  /** The rows that are seen stay together and move by `rows`; scrolling by as much keeps them where they are. */
  | { kind: 'shift'; rows: number }
  /** A row that is seen would move. */
  | { kind: 'disturbs' };

/** @param first,last indices of the rows that are seen, in `shown` */
export function effectOf(shown: string[], wanted: string[], first: number, last: number): Effect {
  const seen = shown.slice(first, last + 1);
  if (!seen.length) return { kind: 'none' };
  const start = wanted.indexOf(seen[0] as string);
  if (start < 0) return { kind: 'disturbs' };
  for (let i = 0; i < seen.length; i++) if (wanted[start + i] !== seen[i]) return { kind: 'disturbs' };
  return start === first ? { kind: 'none' } : { kind: 'shift', rows: start - first };
}

/** How many chats are above the rows that are seen and were not there before. */
export function newAbove(shown: string[], wanted: string[], first: number): number {
  const above = new Set(shown.slice(0, first));
  const anchor = shown.slice(first).find((id) => wanted.includes(id));
  if (anchor === undefined) return 0;
  return wanted.slice(0, wanted.indexOf(anchor)).filter((id) => !above.has(id)).length;
}
