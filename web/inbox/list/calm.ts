import { useEffect, useLayoutEffect, useRef, useState, type RefObject } from 'react';
import type { Filters } from '../filters';
import { effectOf, newAbove } from './order';
import { ROW } from './Row';

const PATIENCE = 2_000;

interface Pointer {
  inside: boolean;
  /** Distance from the top of the list. */
  y: number;
}

/**
 * The order to show. While the pointer is over the list or a row has the focus, rows that are seen stay where they
 * are: what happens above is applied with the scroll position moved along, what happens inside waits two seconds at
 * most. `above` counts the chats that came above the rows that are seen.
 */
export function useCalmOrder(
  wanted: string[],
  filters: Filters,
  view: { top: number; height: number },
  active: string | null,
): { ids: string[]; above: number; scroller: RefObject<HTMLDivElement | null>; toTop: () => void } {
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useRef({ ids: wanted, filters, above: 0, fromTop: false });
  const pointer = useRef<Pointer>({ inside: false, y: 0 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [, draw] = useState(0);
  const impatient = useRef(false);
  const shift = useRef(0);

  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const enter = (event: PointerEvent) => {
      if (event.pointerType === 'touch') return;
      pointer.current = { inside: true, y: event.clientY - box.getBoundingClientRect().top };
    };
    const leave = () => {
      pointer.current.inside = false;
      if (shown.current.fromTop && box.scrollTop < box.clientHeight) box.scrollTop = 0;
      shown.current.fromTop = false;
      draw((n) => n + 1);
    };
    box.addEventListener('pointermove', enter);
    box.addEventListener('pointerleave', leave);
    return () => {
      box.removeEventListener('pointermove', enter);
      box.removeEventListener('pointerleave', leave);
      clearTimeout(timer.current);
    };
  }, []);

  const now = shown.current;
  if (view.top < ROW / 2) now.above = 0;
  let held = 0;
  if (now.filters !== filters) {
    shown.current = { ids: wanted, filters, above: 0, fromTop: false };
    if (scroller.current) scroller.current.scrollTop = 0;
  } else if (now.ids !== wanted) {
    const box = scroller.current;
    const top = box?.scrollTop ?? 0;
    const first = Math.floor(top / ROW);
    const last = Math.min(now.ids.length - 1, Math.ceil((top + view.height) / ROW) - 1);
    const effect = effectOf(now.ids, wanted, first, last);
    const watched = pointer.current.inside || (!!box && document.activeElement === box);
    if (effect.kind === 'disturbs' && watched && !impatient.current) {
      held = newAbove(now.ids, wanted, first);
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        impatient.current = true;
        draw((n) => n + 1);
      }, PATIENCE);
    } else {
      clearTimeout(timer.current);
      timer.current = undefined;
      impatient.current = false;
      const keep = top > 0 || pointer.current.inside;
      const anchorAt = pointer.current.inside ? Math.floor((top + pointer.current.y) / ROW) : first;
      const anchor = [anchorAt, first, first + 1, first + 2]
        .map((i) => now.ids[i])
        .find((id) => id && wanted.includes(id));
      const moved = keep && anchor ? wanted.indexOf(anchor) - now.ids.indexOf(anchor) : 0;
      const above = keep ? now.above + newAbove(now.ids, wanted, first) : 0;
      shown.current = { ids: wanted, filters, above, fromTop: now.fromTop || (keep && top === 0) };
      shift.current += moved;
    }
  }
  const toTop = () => {
    if (scroller.current) scroller.current.scrollTop = 0;
  };
  // The space grows with this very drawing: the position follows before anybody sees it.
  useLayoutEffect(() => {
    if (shift.current && scroller.current) scroller.current.scrollTop += shift.current * ROW;
    shift.current = 0;
  });
  // The chosen row comes into view when it was chosen elsewhere: by keys, by a link, by a search.
  useLayoutEffect(() => {
    const box = scroller.current;
    const index = active ? shown.current.ids.indexOf(active) : -1;
    if (!box || index < 0 || pointer.current.inside) return;
    const top = index * ROW;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + ROW > box.scrollTop + box.clientHeight) box.scrollTop = top + ROW - box.clientHeight;
  }, [active]);
  return { ids: shown.current.ids, above: shown.current.above + held, scroller, toTop };
}
