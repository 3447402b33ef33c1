/** A window inside a CRM, wired: it is let in, wakes the client, and keeps the page around informed. */
import { language } from '../shared/i18n';
import { parley } from '../shared/parley';
import { showTheme } from '../shared/theme';
import type { ChatRow, Language, Theme } from '../shared/types';
import { focusComposer, openChat } from '../inbox/open';
import { show } from '../inbox/why';
import { addressOf, chatsOf, isOf, type Client } from './clients';
import { Parent } from './parent';
import type { Opened, Session } from './session';
import { Telling } from './telling';

export type Phase = 'opening' | 'open' | 'over' | 'unreachable';

export class EmbeddedWindow {
  phase: Phase = 'opening';
  opened: Opened | null = null;
  private parent: Parent | null = null;
  private proof: Parameters<Session['open']>[0] | null = null;

  constructor(private readonly session: Session) {}

  async open(proof: Parameters<Session['open']>[0] | null): Promise<void> {
    this.proof = proof;
    this.enter('opening');
    try {
      const opened = proof && (await this.session.open(proof));
      if (opened) await this.begin(opened);
      else this.enter('over');
    } catch (problem) {
      console.error(problem);
      this.enter('unreachable');
    }
  }

  again(): Promise<void> {
    return this.open(this.session.frame ? { frame: this.session.frame, boot: true } : this.proof);
  }

  private async begin(opened: Opened): Promise<void> {
    this.opened = opened;
    if (!this.parent) {
      this.parent = new Parent(opened.origins);
      this.parent.hear((type, data, id) => void this.hear(type, data, id));
      parley.transport = this.session.fetch;
      parley.router.stayInMemory();
      parley.store.on('phase', () => parley.phase === 'signedOut' && this.parent?.say('token-needed'));
    }
    const telling = new Telling(this.parent, opened);
    parley.inside = telling;
    if (opened.options.theme) showTheme(opened.options.theme);
    await speakIn(opened.options.language ?? opened.boot?.me.language);
    await parley.begin(opened.boot);
    if (opened.thread) parley.store.putPage(opened.thread.chat, opened.thread.page, 'replace');
    telling.start();
    this.openFirst(opened);
    this.enter('open');
    this.parent.say('ready', { versions: [1] });
  }

  private openFirst({ active, clients, scope }: Opened): void {
    const first = active?.chat ?? (active ? null : chatsOf(clients)[0]?.id);
    if (first) openChat(first);
    else if (active && scope === 'global') this.writeTo(active.client);
  }

  writeTo(client: Client): void {
    show({ kind: 'write', to: addressOf(client), network: client.network });
  }

  private async hear(type: string, data: Record<string, unknown>, id: string | undefined): Promise<void> {
    switch (type) {
      case 'init':
        return this.dress(data);
      case 'open-chat':
        return this.show(data);
      case 'token':
        if (typeof data.code === 'string') await this.open({ code: data.code });
        return;
      case 'focus':
        return focusComposer();
      case 'leave?':
        // Whatever was typed is kept as a draft: nothing can be lost by leaving.
        this.parent?.say('leave?', { ok: true }, id);
    }
  }

  private async dress({ lang, theme, fontScale }: Record<string, unknown>): Promise<void> {
    if (theme === 'light' || theme === 'dark' || theme === 'auto') showTheme(theme satisfies Theme);
    if (typeof fontScale === 'number' && fontScale >= 0.5 && fontScale <= 3)
      document.documentElement.style.fontSize = `${fontScale * 100}%`;
    if (lang === 'ru' || lang === 'en') await speakIn(lang);
  }

  /** A chat of which the CRM knows the client; one that is not there can be begun. */
  private async show({ chatType, chatId, prefill }: Record<string, unknown>): Promise<void> {
    if (typeof chatType !== 'string' || typeof chatId !== 'string') return;
    const phone = /^\+?\d{8,15}$/.test(chatId) ? `+${chatId.replace('+', '')}` : null;
    const client: Client = { network: chatType, id: chatId, phone, username: null, name: null };
    const chat = chatsOf([client])[0] ?? (await this.find(client));
    if (!chat) return this.writeTo(client);
    if (typeof prefill === 'string') parley.drafts.giveBack(chat.id, prefill);
    openChat(chat.id);
  }

  private async find(client: Client): Promise<ChatRow | undefined> {
    const q = encodeURIComponent(client.phone ?? client.id ?? '');
    const { rows } = await parley.api.get<{ rows: ChatRow[] }>(`/chats?q=${q}&limit=20`);
    return rows.find((row) => isOf(client, row));
  }

  private enter(phase: Phase): void {
    this.phase = phase;
    parley.store.touch('embed');
  }
}

/** Only when it is another one: the texts that lazy parts have added would go. */
async function speakIn(wanted: Language | null | undefined): Promise<void> {
  if (wanted && wanted !== language()) await parley.useLanguage(wanted);
}
