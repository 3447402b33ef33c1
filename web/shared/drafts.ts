/** What was typed and not sent, per chat: kept at once in the browser, on the server after a pause. */
import type { Api } from './api';
import type { Store } from './store';
import { remember, remembered } from './theme';

export interface Draft {
  text: string;
  rev: number;
}

const PAUSE = 800;

export class Drafts {
  private drafts: Record<string, Draft> = {};
  private readonly timers = new Map<string, ReturnType<typeof setTimeout>>();
  private owner = '';

  constructor(
    private readonly api: Api,
    private readonly store: Store,
  ) {}

  open(owner: string): void {
    this.owner = owner;
    try {
      this.drafts = JSON.parse(remembered(`drafts.${owner}`) ?? '{}') as Record<string, Draft>;
    } catch {
      this.drafts = {};
    }
    addEventListener('pagehide', () => this.flush());
    document.addEventListener('visibilitychange', () => document.hidden && this.flush());
  }

  /** The newer of what lies here and what the server's row carries. */
  of(chat: string, fromServer: Draft | null = null): string {
    const here = this.drafts[chat];
    if (!here) return fromServer?.text ?? '';
    return fromServer && fromServer.rev > here.rev ? fromServer.text : here.text;
  }

  put(chat: string, text: string, known: Draft | null = null): void {
    const rev = Math.max(this.drafts[chat]?.rev ?? 0, known?.rev ?? 0) + 1;
    this.drafts[chat] = { text, rev };
    this.save();
    clearTimeout(this.timers.get(chat));
    this.timers.set(
      chat,
      setTimeout(() => this.send(chat), PAUSE),
    );
  }

  /** A text that was not sent comes back to its box, before whatever has been typed there since (R26). */
  giveBack(chat: string, text: string): void {
    const typed = this.of(chat, this.store.chats.get(chat)?.draft);
    this.put(chat, typed && typed !== text ? `${text}\n${typed}` : text, this.store.chats.get(chat)?.draft);
    this.store.touch(`draft:${chat}`);
  }

  forget(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.drafts = {};
    remember(`drafts.${this.owner}`, null);
  }

  private flush(): void {
    for (const chat of this.timers.keys()) this.send(chat);
  }

  private send(chat: string): void {
    clearTimeout(this.timers.get(chat));
    this.timers.delete(chat);
    const draft = this.drafts[chat];
    if (!draft) return;
    const done = draft.text
      ? this.api.send('PUT', `/chats/${chat}/draft`, draft)
      : this.api.send('DELETE', `/chats/${chat}/draft`, { rev: draft.rev });
    // A draft that could not be stored on the server still lies in this browser; the next key stroke tries again.
    done.catch(() => undefined);
  }

  private save(): void {
    // Emptied drafts stay as long as the page lives, because their `rev` outdates the server's copy.
    const kept = Object.entries(this.drafts).filter(([, draft]) => draft.text);
    if (this.owner) remember(`drafts.${this.owner}`, kept.length ? JSON.stringify(Object.fromEntries(kept)) : null);
  }
}
