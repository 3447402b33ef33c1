/**
 * What lets a window inside a CRM in: the code of its link, then a token that lives in memory alone. Cookies of this
 * origin may be blocked here; one that belongs to the site around as well only lets the window survive a reload.
 */
import type { Client } from './clients';
import type { Boot, MessagePage } from '../shared/types';

export interface Opened {
  access: string;
  seconds: number;
  frame: string;
  scope: 'global' | 'card';
  clients: Client[];
  active: { chat: string | null; channel: string | null; client: Client } | null;
  options: {
    clientType: string;
    useDealsEvents: boolean;
    useMessageEvents: boolean;
    language?: 'ru' | 'en' | null;
    theme?: 'auto' | 'light' | 'dark' | null;
  };
  /** The CRM is asked for contacts and deals by webhook: its page is not. */
  createdByWebhook: boolean;
  origins: string[];
  /** How the public API calls the channels. */
  channels: Record<string, string>;
  boot: Boot | null;
  /** The last messages of the chat that is shown first: painted without another question. */
  thread: { chat: string; page: MessagePage } | null;
}

type Proof = { code: string } | { frame: string; boot: boolean };

export class Session {
  private access = '';
  private renewing: Promise<boolean> | null = null;
  frame = '';

  constructor(private readonly fetcher: typeof fetch = (...args) => fetch(...args)) {}

  /** The code or, after a reload, the name of the window; neither stays in the address where others may read it. */
  static proof(location: Location, history: History): Proof | null {
    const said = new URLSearchParams(location.hash.slice(1));
    const code = said.get('c');
    const frame = said.get('w');
    if (code) history.replaceState(null, '', location.pathname);
    return code ? { code } : frame ? { frame, boot: true } : null;
  }

  /** Nothing when the link is over. A cut cable is thrown. */
  async open(proof: Proof): Promise<Opened | null> {
    const response = await this.fetcher('/api/v1/embed/session', {
      method: 'POST',
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'X-Parley': '1', 'Content-Type': 'application/json' },
      body: JSON.stringify(proof),
    });
    if (response.status === 401) return null;
    if (!response.ok) throw new Error(`${response.status}`);
    const opened = (await response.json()) as Opened;
    this.access = opened.access;
    this.frame = opened.frame;
    history.replaceState(null, '', `${location.pathname}#w=${opened.frame}`);
    return opened;
  }

  /** Every call of the window carries the token; one that is over is renewed once. */
  readonly fetch: typeof fetch = async (input, init) => {
    const used = this.access;
    const response = await this.fetcher(input, this.signed(init));
    if (response.status !== 401) return response;
    return used !== this.access || (await this.renew()) ? this.fetcher(input, this.signed(init)) : response;
  };

  private signed(init: RequestInit | undefined): RequestInit {
    return { ...init, headers: { ...init?.headers, Authorization: `Bearer ${this.access}` } };
  }

  private renew(): Promise<boolean> {
    this.renewing ??= this.open({ frame: this.frame, boot: false })
      .then((opened) => opened !== null)
      .catch(() => false)
      .finally(() => (this.renewing = null));
    return this.renewing;
  }
}
