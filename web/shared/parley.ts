/**
 * The client, wired by hand: one store, one door to the server, one line, one outbox. Knows no views.
 * The order of the lines is the order of dependence.
 */
import { ApiError, createApi, NoNetwork } from './api';
import { Drafts } from './drafts';
import type { Inside } from './inside';
import { language, speak } from './i18n';
import { Line, type Frame, type LineState } from './line';
import { Outbox } from './outbox';
import { Router } from './router';
import { Store } from './store';
import { remember, remembered, showTheme } from './theme';
import { setZone } from './time';
import type { Op } from './store';
import type { Boot, ChatRow, Language, MessagePage, Person, Preferences } from './types';

export type Phase = 'starting' | 'signedOut' | 'ready' | 'unreachable';

class Parley {
  readonly store = new Store();
  readonly router = new Router();
  /** How calls reach the server; a window inside a CRM adds its token to them. */
  transport: typeof fetch = (...args) => fetch(...args);
  readonly api = createApi(
    () => this.signedOut(),
    (...args) => this.transport(...args),
  );
  readonly drafts = new Drafts(this.api, this.store);
  readonly outbox = new Outbox(this.api, this.store, (entry) => this.drafts.giveBack(entry.chat, entry.text));
  phase: Phase = 'starting';
  /** Set when a session ended by itself; the sign-in page then says so. */
  sessionOver = false;
  lineState: LineState = 'connecting';
  newBuild: string | null = null;
  /** The CRM's page around, when this window is inside one. */
  inside: Inside | null = null;
  preferences: Preferences = {};
  /** Hears what the line has brought, after it was applied. */
  onNews: (ops: Op[]) => void = () => undefined;
  readonly typing = new Map<string, Map<string, { person: Person; until: number }>>();
  readonly looking = new Map<string, Person[]>();
  private line: Line | null = null;
  private readonly loading = new Map<string, Promise<void>>();

  async useLanguage(lang: Language): Promise<void> {
    const texts = lang === 'en' ? await import('./texts/en.json') : await import('./texts/ru.json');
    speak(lang, texts.default);
    document.documentElement.lang = lang;
    remember('language', lang);
    this.store.touch('language');
  }

  /** Before anything is drawn: the language and the theme that this browser remembers. */
  async prepare(): Promise<void> {
    const wanted = remembered('language') ?? navigator.language.slice(0, 2);
    showTheme((remembered('theme') as 'auto' | null) ?? 'auto');
    await this.useLanguage(wanted === 'ru' ? 'ru' : 'en');
  }

  /** Fetches boot, unless it is there already, and opens the line. */
  async begin(given: Boot | null = null): Promise<void> {
    this.enter('starting');
    try {
      const boot = given ?? (await this.api.get<Boot>('/boot'));
      await this.take(boot);
      this.line?.stop();
      this.line = this.newLine(boot.build);
      this.line.start(boot.pos);
      this.enter('ready');
    } catch (problem) {
      // A refused session has already led to the sign-in page.
      if (this.phase === 'starting') this.enter('unreachable');
      if (!(problem instanceof NoNetwork) && !(problem instanceof ApiError && problem.status === 401))
        console.error(problem);
    }
  }

  private async take(boot: Boot): Promise<void> {
    setZone(boot.account.zone);
    if (!this.inside) {
      if (boot.me.theme) showTheme(boot.me.theme);
      if (boot.me.language && boot.me.language !== language()) await this.useLanguage(boot.me.language);
    }
    this.store.start(boot);
    const owner = `${boot.me.id}.${boot.me.employee ?? ''}.${boot.epoch}`;
    this.drafts.open(owner);
    this.outbox.open(owner);
    this.preferences = boot.preferences ?? {};
    this.store.touch('preferences');
  }

  /** Takes effect at once; the server keeps it. */
  async prefer(change: Preferences): Promise<void> {
    this.preferences = { ...this.preferences, ...change };
    this.store.touch('preferences');
    if (change.theme) showTheme(change.theme);
    if (change.language) await this.useLanguage(change.language);
    // A window inside a CRM belongs to no login that could keep it.
    if (this.inside) return;
    const theme = this.preferences.theme ?? (document.documentElement.dataset.theme as 'auto' | undefined) ?? 'auto';
    await this.api.send('PUT', '/me/preferences', { language: language(), theme, ...this.preferences });
  }

  private newLine(build: string): Line {
    const line = new Line(
      this.api,
      this.store,
      {
        reset: async () => {
          const boot = await this.api.get<Boot>('/boot');
          this.store.start(boot);
          for (const chat of this.store.watched()) this.loadAgain(chat);
          return boot.pos;
        },
        stale: (chat) => this.loadAgain(chat),
        state: (state) => {
          this.lineState = state;
          this.store.touch('line');
          if (state === 'open') this.outbox.wake();
        },
        fleeting: (frame) => this.fleeting(frame),
        applied: (ops) => {
          this.fillHoles();
          this.onNews(ops);
        },
      },
      build,
    );
    this.store.on('watch', () => line.watch(this.store.watched()));
    return line;
  }

  private fleeting(frame: Frame): void {
    if (frame.t === 'build') {
      this.newBuild = frame.id;
      this.store.touch('line');
    } else if (frame.t === 'presence') {
      this.looking.set(frame.chat, frame.looking);
      for (const person of frame.writing) this.someoneTypes(frame.chat, person);
      this.store.touch(`presence:${frame.chat}`);
    } else if (frame.t === 'typing') {
      this.someoneTypes(frame.chat, frame.by);
    }
  }

  private someoneTypes(chat: string, person: Person): void {
    const people = this.typing.get(chat) ?? new Map<string, { person: Person; until: number }>();
    this.typing.set(chat, people);
    people.set(person.id, { person, until: Date.now() + 6_000 });
    this.store.touch(`presence:${chat}`);
    setTimeout(() => {
      if ((people.get(person.id)?.until ?? 0) > Date.now()) return;
      people.delete(person.id);
      this.store.touch(`presence:${chat}`);
    }, 6_100);
  }

  /** A `seq` is dense: a hole in a thread means that this range has to be fetched. */
  private fillHoles(): void {
    for (const chat of this.store.watched()) {
      const hole = this.store.hole(chat);
      if (hole) void this.fetchPage(chat, `after=${hole.after}`, 'after').catch(() => undefined);
    }
  }

  /** The last messages of a chat. A thread that is here already costs nothing. */
  loadThread(chat: string, again = false, prefetch = false): Promise<void> {
    if (this.store.thread(chat)?.loaded && !again) return Promise.resolve();
    const under = this.loading.get(chat);
    if (under) return under;
    const done = this.fetchPage(chat, `limit=40${prefetch ? '&prefetch=1' : ''}`, 'replace').finally(() =>
      this.loading.delete(chat),
    );
    this.loading.set(chat, done);
    return done;
  }

  /** A watched chat that is not to be seen any more refuses: its window says why (R23). */
  private loadAgain(chat: string): void {
    this.loadThread(chat, true).catch(() => undefined);
  }

  /** A chat opened by a link need not be among the rows that are here. */
  async loadChat(chat: string): Promise<void> {
    if (this.store.chats.has(chat)) return;
    const { row } = await this.api.get<{ row: ChatRow }>(`/chats/${chat}`);
    this.store.putChat(row);
  }

  /** Who else has the chat open; later changes come by the line. */
  async askWhoLooks(chat: string): Promise<void> {
    const { presence } = await this.api.get<{ presence: { looking: Person[] } }>(`/chats/${chat}`);
    this.looking.set(chat, presence.looking);
    this.store.touch(`presence:${chat}`);
  }

  async fetchPage(chat: string, where: string, how: 'before' | 'after' | 'replace'): Promise<void> {
    const page = await this.api.get<MessagePage>(`/chats/${chat}/messages?${where}`);
    this.store.putPage(chat, page, how);
  }

  /** When idle: the first rows and the neighbours of the open chat, so that opening them costs no round trip. */
  prefetch(chats: (string | undefined)[]): void {
    const wanted = chats.filter((chat): chat is string => !!chat && !this.store.thread(chat)?.loaded).slice(0, 6);
    if (!wanted.length || this.lineState !== 'open') return;
    const run = () => {
      for (const chat of wanted) this.loadThread(chat, false, true).catch(() => undefined);
    };
    if ('requestIdleCallback' in window) requestIdleCallback(run, { timeout: 2_000 });
    else setTimeout(run, 300);
  }

  say(frame: Record<string, unknown>): void {
    this.line?.say(frame);
  }

  wake(): void {
    this.line?.wake();
    this.outbox.wake();
  }

  private signedOut(): void {
    if (this.phase === 'signedOut') return;
    this.sessionOver = this.phase === 'ready';
    this.line?.stop();
    this.store.clear();
    this.enter('signedOut');
  }

  async signOut(): Promise<void> {
    await this.api.send('DELETE', '/session').catch(() => undefined);
    this.outbox.forget();
    this.drafts.forget();
    this.line?.stop();
    this.store.clear();
    this.sessionOver = false;
    this.enter('signedOut');
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    this.store.touch('phase');
  }
}

export const parley = new Parley();
