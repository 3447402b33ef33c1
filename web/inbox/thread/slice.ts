/** The part of a thread that is in the page: 24 bubbles at first, then 60, never more than 160 (UX 5). */
import { compareNumbers } from '../../shared/positions';
import type { MessageRow } from '../../shared/types';

export const FIRST = 24;
export const STEP = 60;
export const MOST = 160;

/** By `seq`, because indices move when older messages arrive. `last: null` follows the end of the thread. */
export interface Slice {
  first: string | null;
  last: string | null;
}

export const AT_END: Slice = { first: null, last: null };

export function indexOf(rows: MessageRow[], seq: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareNumbers((rows[middle] as MessageRow).seq, seq) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Indices of the slice, `to` exclusive; within {@link MOST} rows, counted from the end that is followed. */
export function rangeOf(rows: MessageRow[], slice: Slice, usual: number): { from: number; to: number } {
  const to = slice.last === null ? rows.length : Math.min(rows.length, indexOf(rows, slice.last) + 1);
  const from = slice.first === null ? Math.max(0, to - usual) : Math.min(to, indexOf(rows, slice.first));
  if (to - from <= MOST) return { from, to };
  return slice.last === null ? { from: to - MOST, to } : { from, to: from + MOST };
}

/** 60 more at the top; what is beyond 160 goes at the bottom. */
export function older(rows: MessageRow[], slice: Slice, usual: number): Slice {
  const { from, to } = rangeOf(rows, slice, usual);
  const start = Math.max(0, from - STEP);
  const end = Math.min(to, start + MOST);
  return { first: rows[start]?.seq ?? null, last: end === rows.length ? slice.last : (rows[end - 1]?.seq ?? null) };
}

/** 60 more at the bottom; what is beyond 160 goes at the top. */
export function newer(rows: MessageRow[], slice: Slice, usual: number): Slice {
  const { from, to } = rangeOf(rows, slice, usual);
  const end = Math.min(rows.length, to + STEP);
  const start = Math.max(from, end - MOST);
  return { first: rows[start]?.seq ?? null, last: end === rows.length ? null : (rows[end - 1]?.seq ?? null) };
}

export function around(rows: MessageRow[], seq: string): Slice {
  const index = indexOf(rows, seq);
  const start = Math.max(0, index - STEP / 2);
  const end = Math.min(rows.length, index + STEP / 2);
  return { first: rows[start]?.seq ?? null, last: end === rows.length ? null : (rows[end - 1]?.seq ?? null) };
}
