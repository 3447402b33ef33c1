import { useEffect, useRef, useState } from 'react';
import { useKey } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { compareNumbers } from '../../shared/positions';
import { dayName } from '../../shared/time';
import type { ChatRow, MessageRow } from '../../shared/types';
import { Button, Icon, Skeleton, toast } from '../../shared/ui';
import { chatName, lineOf } from '../names';
import { Bubble } from './Bubble';
import { firstUnanswered, itemsOf, type Item } from './items';
import { LiveRegion } from './Live';
import { Scroller } from './Scroller';
import { SystemLine } from './SystemLine';
import { around, AT_END, FIRST, newer, older, rangeOf, STEP, type Slice } from './slice';

const NEAR = 1_600;

/** The messages of one chat: a slice of at most 160 bubbles, keyed by chat, opened at its end. */
export function Thread({ chat, jumpTo }: { chat: ChatRow; jumpTo: string | null }) {
  const { id } = chat;
  useKey(`thread:${id}`);
  useKey(`outbox:${id}`);
  useKey('language');
  const { store } = parley;
  const thread = store.thread(id);
  const rows = thread?.rows ?? NONE;
  const box = useRef<HTMLDivElement>(null);
  const [usual, setUsual] = useState(FIRST);
  const [slice, setSlice] = useState<Slice>(AT_END);
  const [failed, setFailed] = useState(false);
  const [flash, setFlash] = useState<string | null>(null);
  const [away, setAway] = useState(false);
  const seen = useRef('');
  const asking = useRef({ before: false, after: false });
  const wanted = useRef<string | null>(null);

  const { from, to } = rangeOf(rows, slice, usual);
  const follows = slice.last === null && !thread?.moreAfter;
  const current = { rows, slice, usual, from, to, thread, follows };
  const now = useRef(current);
  now.current = current;

  useEffect(() => {
    const timer = setTimeout(() => setUsual(STEP), 120);
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => {
    if (jumpTo) void jump(jumpTo);
    else if (!thread?.loaded || thread.moreAfter) void load();
  }, [jumpTo]);

  async function load(): Promise<void> {
    setFailed(false);
    try {
      await parley.loadThread(id, now.current.thread?.moreAfter);
    } catch {
      setFailed(true);
    }
  }

  // Anything new is seen while the end is in view.
  const lastSeq = rows.at(-1)?.seq ?? '';
  if (seen.current === '' || (follows && !away)) seen.current = lastSeq;
  const below = rows.filter((row) => !row.out && row.kind !== 'system' && compareNumbers(row.seq, seen.current) > 0);

  function onScroll(scroller: HTMLDivElement): void {
    const distance = -scroller.scrollTop;
    setAway(distance > 120 || !now.current.follows);
    if (scroller.scrollHeight - scroller.clientHeight - distance < NEAR) goUp();
    if (distance < NEAR && !now.current.follows) goDown();
  }

  function goUp(): void {
    const { rows: all, slice: part, usual: size, from: start, thread: known } = now.current;
    if (start > 0) setSlice(older(all, part, size));
    else if (known?.moreBefore && all[0] && !asking.current.before) void fetchMore('before', all[0].seq);
  }

  function goDown(): void {
    const { rows: all, slice: part, usual: size, to: end, thread: known } = now.current;
    if (end < all.length) setSlice(newer(all, part, size));
    else if (known?.moreAfter && all.at(-1) && !asking.current.after) void fetchMore('after', all.at(-1)?.seq ?? '');
    else if (part.last !== null && end === all.length) setSlice({ ...part, last: null });
  }

  async function fetchMore(where: 'before' | 'after', seq: string): Promise<void> {
    asking.current[where] = true;
    const { from: start } = now.current;
    const first = now.current.rows[start]?.seq ?? null;
    try {
      await parley.fetchPage(id, `${where}=${seq}&limit=${STEP}`, where);
      // What came is shown when it is scrolled to, one step at a time.
      const all = parley.store.thread(id)?.rows ?? [];
      const part = now.current.slice;
      if (where === 'before') setSlice(older(all, { ...part, first: part.first ?? first }, now.current.usual));
      else setSlice(newer(all, part, now.current.usual));
    } catch {
      // The next scroll asks again; the banner of the line says why nothing comes.
    } finally {
      asking.current[where] = false;
    }
  }

  async function jump(seq: string): Promise<void> {
    try {
      if (!now.current.rows.some((row) => row.seq === seq))
        await parley.fetchPage(id, `around=${seq}&limit=${STEP}`, 'replace');
      const all = parley.store.thread(id)?.rows ?? [];
      const row = all.find((one) => one.seq === seq);
      if (!row) return;
      wanted.current = row.cid ?? row.id;
      setSlice(around(all, seq));
      setFlash(row.id);
      setTimeout(() => setFlash(null), 1_600);
    } catch {
      setFailed(true);
    }
  }

  /** A quoted message that is not among those that are here. */
  async function jumpAway(message: string): Promise<void> {
    try {
      await parley.fetchPage(id, `message=${message}&limit=${STEP}`, 'replace');
    } catch {
      return toast(t('thread.quoteGone'));
    }
    const found = parley.store.thread(id)?.rows.find((row) => row.id === message);
    if (found) void jump(found.seq);
  }

  function jumpToQuote(quote: NonNullable<MessageRow['quote']>): void {
    const known = now.current.rows.find((row) => row.id === quote.id);
    if (known) void jump(known.seq);
    else if (quote.id) void jumpAway(quote.id);
    else toast(t('thread.quoteGone'));
  }

  useEffect(() => {
    if (!wanted.current) return;
    const target = box.current?.querySelector(`[data-key="${CSS.escape(wanted.current)}"]`);
    if (!target) return;
    wanted.current = null;
    target.scrollIntoView({ block: 'center' });
  });

  async function toEnd(): Promise<void> {
    if (now.current.thread?.moreAfter) await parley.loadThread(id, true).catch(() => setFailed(true));
    setSlice(AT_END);
    setAway(false);
    requestAnimationFrame(() => {
      if (box.current) box.current.scrollTop = 0;
    });
  }

  // Own sending returns to the end.
  const entries = parley.outbox.of(id);
  const newest = entries.at(-1)?.cid;
  const sent = useRef(newest);
  useEffect(() => {
    if (newest && newest !== sent.current) void toEnd();
    sent.current = newest;
  }, [newest]);

  if (!thread?.loaded)
    return (
      <div className="thread-wait" aria-busy={!failed}>
        {failed ? (
          <div className="empty" role="alert">
            <p>{t('thread.failed')}</p>
            <Button onClick={() => void load()}>{t('retry')}</Button>
          </div>
        ) : (
          <BubbleSkeleton />
        )}
      </div>
    );

  const divider = chat.unanswered > 0 ? firstUnanswered(rows, chat.unanswered) : null;
  const items = itemsOf(rows.slice(from, to), follows ? entries : [], divider, store.me?.employee ?? null);
  return (
    <div className="thread-frame" onKeyDown={(event) => walk(event)}>
      <Scroller label={t('thread.name', { name: chatName(chat) })} box={box} onScroll={onScroll} atEnd={() => follows}>
        <ol className="thread">
          {from === 0 && !thread.moreBefore && rows.length > 0 && <li className="thread-start">{t('thread.start')}</li>}
          {!rows.length && !entries.length && <li className="thread-start">{t('thread.empty')}</li>}
          {items.map((item) => (
            <One key={item.key} item={item} chat={chat} flash={flash} onJump={jumpToQuote} />
          ))}
        </ol>
      </Scroller>
      {(away || below.length > 0) && (
        <button type="button" className="pill thread-pill" onClick={() => void toEnd()}>
          <Icon name="arrowDown" size={16} />
          {below.length > 0 ? (
            <>
              <span className="number" aria-hidden="true">
                {below.length}
              </span>
              <span className="hidden-text">{t('thread.below', { n: below.length })}</span>
            </>
          ) : (
            <span className="hidden-text">{t('thread.toEnd')}</span>
          )}
        </button>
      )}
      <LiveRegion chat={id} name={chatName(chat)} last={rows.at(-1)} words={lineOf} />
    </div>
  );
}

const NONE: MessageRow[] = [];

function One(props: {
  item: Item;
  chat: ChatRow;
  flash: string | null;
  onJump: (quote: NonNullable<MessageRow['quote']>) => void;
}) {
  const { item, chat, flash, onJump } = props;
  switch (item.kind) {
    case 'day':
      return (
        <li className="day" data-key={item.key}>
          <span>{dayName(item.at, { today: t('today'), yesterday: t('yesterday') })}</span>
        </li>
      );
    case 'unanswered':
      return (
        <li className="divider" data-key={item.key}>
          <span>{t('thread.unanswered')}</span>
        </li>
      );
    case 'system':
      return <SystemLine row={item.row} />;
    case 'message':
      return (
        <Bubble
          row={item.row}
          entry={item.entry}
          chat={chat}
          starts={item.starts}
          flash={flash === item.row.id}
          onJump={onJump}
        />
      );
  }
}

/** Among focused bubbles ↑ ↓ walk; Esc goes back to the composer. */
function walk(event: { key: string; target: EventTarget | null; preventDefault(): void }): void {
  const here = event.target as HTMLElement;
  if (!here.matches?.('.message')) return;
  const all = [...document.querySelectorAll<HTMLElement>('.thread .message')];
  const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
  if (event.key === 'Escape') document.querySelector<HTMLElement>('.composer textarea')?.focus();
  if (!step) return;
  event.preventDefault();
  const next = all[all.indexOf(here) + step];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}

function BubbleSkeleton() {
  return <Skeleton rows={6} height={44} />;
}
