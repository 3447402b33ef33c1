/**
 * The ids that the list shows, in the order of the server's rank: every known row that matches, down to the last row
 * that the server has handed out, so that a chat known from elsewhere leaves no unexplained gap.
 */
import { parley } from '../../shared/parley';
import type { ChatRow, Page } from '../../shared/types';
import { filterQuery, isFiltered, matches, NO_FILTERS, type Filters } from '../filters';

const PAGE = 100;

class Source {
  filters: Filters = NO_FILTERS;
  phase: 'loading' | 'ready' | 'failed' = 'ready';
  total = 0;
  /** A chat stays in its list while it is open, even when answering it has made it fall out of the filter. */
  keep: string | null = null;
  private next: string | null = null;
  private horizon: string | null = null;
  private members = new Set<string>();
  private asked = 0;
  private cache: { key: string; ids: string[] } = { key: '', ids: [] };

  /** After a fresh boot, or under other filters. */
  start(filters: Filters): void {
    this.filters = filters;
    this.asked++;
    this.members = new Set();
    const { boot } = parley.store;
    if (!isFiltered(filters) && boot) {
      this.total = boot.chats.total;
      this.next = boot.chats.next;
      this.horizon = this.next ? (boot.chats.rows.at(-1)?.rank ?? null) : null;
      this.phase = 'ready';
      this.changed();
      return;
    }
    this.next = '';
    // What is known already is shown at once, as far down as the unfiltered list is known.
    this.horizon = boot?.chats.next ? (boot.chats.rows.at(-1)?.rank ?? null) : null;
    this.total = 0;
    this.phase = 'ready';
    this.more();
  }

  get complete(): boolean {
    return this.next === null;
  }

  more(): void {
    if (this.next === null || this.phase === 'loading') return;
    const asked = ++this.asked;
    this.phase = 'loading';
    this.changed();
    const address = `/chats${filterQuery(this.filters, { after: this.next, limit: PAGE })}`;
    parley.api.get<Page<ChatRow>>(address).then(
      (page) => {
        if (asked !== this.asked) return;
        for (const row of page.rows) {
          parley.store.putChat(row);
          this.members.add(row.id);
        }
        this.next = page.next;
        this.horizon = page.next ? (page.rows.at(-1)?.rank ?? this.horizon) : null;
        this.total = page.total ?? this.total;
        this.phase = 'ready';
        this.changed();
      },
      () => {
        if (asked !== this.asked) return;
        this.phase = 'failed';
        this.changed();
      },
    );
  }

  retry(): void {
    if (this.phase === 'failed') this.phase = 'ready';
    this.more();
  }

  ids(): string[] {
    const { store } = parley;
    const filtered = isFiltered(this.filters);
    const minute = this.filters.waiting ? Math.floor(Date.now() / 60_000) : 0;
    const key = [store.version('list'), store.version('source'), this.keep, minute].join();
    if (this.cache.key === key) return this.cache.ids;
    const now = Date.now();
    const ids =
      !filtered && this.horizon === null
        ? [...store.order]
        : store.order.filter((id) => {
            const row = store.chats.get(id);
            if (!row || (this.horizon !== null && row.rank < this.horizon)) return false;
            return !filtered || id === this.keep || matches(row, this.filters, this.members, now);
          });
    this.cache = { key, ids };
    return ids;
  }

  private changed(): void {
    parley.store.touch('source');
  }
}

export const source = new Source();
