/**
 * Talks with the page around the window (UX 16.4). Both sides look at who speaks and from which origin; nothing is ever
 * said to just anybody.
 */
export interface Envelope {
  parley: 1;
  type: string;
  id?: string;
  data: unknown;
}

type Hearing = (type: string, data: Record<string, unknown>, id: string | undefined) => void;

export class Parent {
  private known: string | null;

  constructor(
    private readonly origins: string[],
    private readonly world: Window = window,
  ) {
    const around = world.location.ancestorOrigins?.[0];
    this.known = around && origins.includes(around) ? around : null;
  }

  say(type: string, data: unknown = null, id?: string): void {
    this.post({ parley: 1, type, ...(id === undefined ? {} : { id }), data } satisfies Envelope);
  }

  /** An event in the shape of the public API, version 3. */
  event(type: string, data: unknown): void {
    this.post({ type, data });
  }

  private post(message: unknown): void {
    if (this.world.parent === this.world) return;
    // A browser that does not tell who is around delivers to the one of them that is.
    for (const origin of this.known ? [this.known] : this.origins) this.world.parent.postMessage(message, origin);
  }

  hear(hearing: Hearing): () => void {
    const listener = (event: MessageEvent) => {
      if (event.source !== this.world.parent || !this.origins.includes(event.origin)) return;
      const said = event.data as Partial<Envelope> | null;
      if (said?.parley !== 1 || typeof said.type !== 'string') return;
      this.known = event.origin;
      hearing(said.type, (said.data ?? {}) as Record<string, unknown>, said.id);
    };
    this.world.addEventListener('message', listener);
    return () => this.world.removeEventListener('message', listener);
  }
}
