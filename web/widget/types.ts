/** What the hub and the widget say to each other: channels.md 3.1. Positions are strings there and numbers here. */

export interface Attachment {
  name: string;
  mime: string;
  size: number;
  url?: string;
  width?: number;
  height?: number;
}

export interface ChatEvent {
  event_id?: string;
  type: string;
  created_at?: string;
  message_id?: string;
  author?: 'visitor' | 'rep' | 'system';
  rep?: { name: string };
  text?: string;
  attachments?: Attachment[];
  reply_to?: string;
  client_message_id?: string;
  emoji?: string;
  up_to?: string;
}

export interface FormField {
  key: 'name' | 'phone' | 'consent';
  required: boolean;
  link?: string;
}

export interface Session {
  visitor_token: string;
  last_event_id: string;
  read_up_to: string;
  greeting: string | null;
  title: string | null;
  colour: string;
  /** What reads better on that colour. */
  letters: 'dark' | 'light';
  online: boolean;
  opens_at?: string;
  away?: string | null;
  form_fields: FormField[];
  longest_text: number;
  largest_file: number;
}

export type State = 'uploading' | 'sending' | 'sent' | 'failed';

/** One bubble. `key` is for life: the client-made id of an own message, else the hub's. */
export interface Item {
  key: string;
  id?: string;
  position: number;
  mine: boolean;
  name?: string;
  text?: string;
  files: Attachment[];
  replyTo?: string;
  at: Date;
  state: State;
  /** Why it did not go: a key of the texts. */
  problem?: string;
  /** 0–1 of a file on its way. */
  progress?: number;
  edited?: boolean;
  deleted?: boolean;
  emoji?: string;
}

export interface Answer {
  status: number;
  body: Record<string, unknown>;
  retryAfter: number;
}

/** Asks the hub. Rejects only when there is no answer: a refusal is an answer. */
export interface Api {
  token: string;
  ask(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer>;
  upload(file: File, progress: (part: number) => void, signal: AbortSignal): Promise<Answer>;
}

/** Time and lasting memory, so that tests can hold them. */
export interface World {
  now(): number;
  after(milliseconds: number, what: () => void): () => void;
  uuid(): string;
  load(key: string): string | null;
  save(key: string, value: string): void;
}
