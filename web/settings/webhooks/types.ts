/** What the hub says of addresses that are told what happens, and of what was sent to them. */
export const KINDS = ['messagesAndStatuses', 'channelsUpdates', 'contactsAndDealsCreation'] as const;
export type Kind = (typeof KINDS)[number];

export interface Webhook {
  id: string;
  /** The one that programs set by the v3 interface. */
  main: boolean;
  url: string;
  kinds: Kind[];
  hasCrmKey: boolean;
  state: 'on' | 'failing' | 'off' | 'unset';
  deliveredAt: string | null;
  failingSince: string | null;
  problem: string | null;
  waiting: number;
  dead: number;
}

export interface Delivery {
  id: string;
  webhook: string;
  kinds: string[];
  items: number;
  state: 'pending' | 'again' | 'delivered' | 'dead' | 'discarded';
  attempts: number;
  status: number | null;
  problem: string | null;
  happenedAt: string;
  nextAt: string | null;
  settledAt: string | null;
}

export interface Attempt {
  at: string;
  status: number | null;
  millis: number;
  problem: string | null;
  answer: string;
}

export interface WholeDelivery {
  delivery: Delivery;
  body: string;
  log: Attempt[];
}
