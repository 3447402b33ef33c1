import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useKey } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { Icon, MenuList, type Point } from '../../shared/ui';
import { focusComposer, isPhone, openChat } from '../open';
import { showWhy } from '../why';
import { useCalmOrder } from './calm';
import { Row, ROW } from './Row';
import { chatMenu, pointOf } from './rowMenu';
import { source } from './source';

const OVERSCAN = 6;
const LONG_PRESS = 550;

/** The list as a window of fixed rows: at most 40 in the page, the open chat's row always among them. */
export function ChatList({ open }: { open: string | null }) {
  useKey('list');
  useKey('source');
  useKey('language');
  const [view, setView] = useState({ top: 0, height: 800 });
  const [cursor, setCursor] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ chat: string; at: Point } | null>(null);
  const active = cursor ?? open;
  const { ids, above, scroller, toTop } = useCalmOrder(source.ids(), source.filters, view, active);
  const activeIndex = active ? ids.indexOf(active) : -1;
  const later = useRef<ReturnType<typeof setTimeout>>(undefined);
  const press = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => setCursor(null), [open]);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const measure = () => setView((old) => ({ ...old, height: box.clientHeight }));
    const watcher = new ResizeObserver(measure);
    watcher.observe(box);
    measure();
    return () => watcher.disconnect();
  }, []);

  const first = Math.max(0, Math.floor(view.top / ROW) - OVERSCAN);
  const last = Math.min(ids.length - 1, Math.ceil((view.top + view.height) / ROW) + OVERSCAN);
  useEffect(() => {
    if (last >= ids.length - 30 && !source.complete && source.phase === 'ready') source.more();
  });

  const rows = ids.slice(first, last + 1).map((id, at) => ({ id, index: first + at }));
  if (active && activeIndex >= 0 && (activeIndex < first || activeIndex > last))
    rows.push({ id: active, index: activeIndex });
  const of = Math.max(source.total, ids.length);

  /** While a key is held down only the mark moves; the chat opens where it stops. */
  function walk(to: number, held: boolean): void {
    const chat = ids[Math.max(0, Math.min(ids.length - 1, to))];
    if (!chat) return;
    clearTimeout(later.current);
    if (!held) return openChat(chat);
    setCursor(chat);
    later.current = setTimeout(() => openChat(chat), 120);
  }

  function onKey(event: {
    key: string;
    code: string;
    shiftKey: boolean;
    altKey: boolean;
    ctrlKey: boolean;
    metaKey: boolean;
    repeat?: boolean;
    preventDefault(): void;
  }): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const here = activeIndex;
    const page = Math.max(1, Math.floor(view.height / ROW) - 1);
    const letters = parley.preferences.letters !== false;
    const moves: Record<string, number> = {
      ArrowDown: here + 1,
      ArrowUp: here < 0 ? 0 : here - 1,
      Home: 0,
      End: ids.length - 1,
      PageDown: here + page,
      PageUp: here - page,
      ...(letters ? { KeyJ: here + 1, KeyK: here < 0 ? 0 : here - 1 } : {}),
    };
    const to = moves[event.code];
    if (to !== undefined && !event.shiftKey) {
      event.preventDefault();
      walk(to, event.repeat === true);
    } else if ((event.key === 'Enter' || event.key === ' ') && active) {
      event.preventDefault();
      openChat(active);
      focusComposer();
    } else if (((event.shiftKey && event.key === 'F10') || event.key === 'ContextMenu') && active) {
      event.preventDefault();
      const row = document.getElementById(`row-${active}`);
      if (row) setMenu({ chat: active, at: pointOf(row) });
    }
  }

  const chatOf = (target: EventTarget | null) =>
    (target as Element | null)?.closest?.('[data-chat]')?.getAttribute('data-chat') ?? null;
  const menuRow = menu ? parley.store.chats.get(menu.chat) : undefined;

  return (
    <div className="list-frame">
      <div
        ref={scroller}
        className="chat-list scroller"
        role="listbox"
        aria-label={t('list.name')}
        aria-activedescendant={activeIndex >= 0 && active ? `row-${active}` : undefined}
        tabIndex={0}
        onKeyDown={onKey}
        onScroll={(event) => {
          const { scrollTop, clientHeight } = event.currentTarget;
          // Without it a windowed list is painted a frame too late.
          flushSync(() => setView({ top: scrollTop, height: clientHeight }));
        }}
        onClick={(event) => {
          const chat = chatOf(event.target);
          if (chat) openChat(chat);
        }}
        onContextMenu={(event) => {
          const chat = chatOf(event.target);
          if (!chat) return;
          event.preventDefault();
          setMenu({ chat, at: { left: event.clientX, top: event.clientY } });
        }}
        onTouchStart={(event) => {
          const chat = chatOf(event.target);
          const touch = event.touches[0];
          if (!chat || !touch) return;
          const at = { left: touch.clientX, top: touch.clientY };
          press.current = setTimeout(() => setMenu({ chat, at }), LONG_PRESS);
        }}
        onTouchMove={() => clearTimeout(press.current)}
        onTouchEnd={() => clearTimeout(press.current)}
        onMouseOver={(event) => {
          const chat = chatOf(event.target);
          if (chat && !isPhone()) parley.prefetch([chat]);
        }}
      >
        <div className="row-space" role="presentation" style={{ height: `${ids.length * ROW}px` }}>
          {rows.map(({ id, index }) => (
            <Row key={id} id={id} index={index} of={of} active={id === active} />
          ))}
        </div>
      </div>
      {above > 0 && view.top > ROW / 2 && (
        <button type="button" className="pill list-pill" onClick={toTop}>
          <Icon name="arrowUp" size={16} />
          {t('list.above', { n: above })}
        </button>
      )}
      {menu && menuRow && (
        <MenuList
          label={t('row.menu')}
          items={chatMenu(menuRow, () => showWhy(menu.chat, menu.at))}
          at={menu.at}
          onClose={() => setMenu(null)}
        />
      )}
    </div>
  );
}
