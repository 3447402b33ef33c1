/** The words of the UI's API: rows as the server computes them for one viewer. Ids and positions are strings. */

export type Language = 'ru' | 'en';
export type Theme = 'auto' | 'light' | 'dark';
export type AccessLevel = 'NONE' | 'READ' | 'WRITE';
export type Attention = 'NONE' | 'GREY' | 'RED';
export type MessageKind =
  | 'text'
  | 'image'
  | 'video'
  | 'audio'
  | 'voice'
  | 'file'
  | 'sticker'
  | 'location'
  | 'contact'
  | 'template'
  | 'system'
  | 'unsupported';
export type MessageStatus = 'queued' | 'sending' | 'accepted' | 'sent' | 'delivered' | 'read' | 'failed' | 'unknown';
export type Args = Record<string, string | number | boolean | null | undefined>;
export type Texts = Partial<Record<Language, string>>;

export interface Person {
  id: string;
  name: string;
}

export interface Employee extends Person {
  active?: boolean;
}

export interface Reason {
  code: string;
  rule?: string;
  args?: Args;
  /** Where on the settings page that is decided. */
  point?: SettingsPoint | null;
}

export interface SettingsPoint {
  section: string;
  /** Absent where the section belongs to the whole integration. */
  channel?: string | null;
}

export interface LastMessage {
  kind: MessageKind;
  text: string | null;
  out: boolean;
  status: MessageStatus | null;
  by: Person | null;
  at: string;
}

export interface Address {
  id: string;
  phone?: string | null;
  username?: string | null;
}

export interface ChatRow {
  id: string;
  v: string;
  rank: string;
  channel: string;
  network: string;
  address: Address;
  name: string | null;
  responsible: Person[];
  kind: 'own' | 'common' | 'new' | 'others';
  unanswered: number;
  attention: Attention;
  waitingSince: string | null;
  last: LastMessage | null;
  muted: boolean;
  draft: { text: string; rev: number } | null;
  access: AccessLevel;
  why: string | null;
  args?: Args;
  test?: boolean;
}

export interface FileRow {
  id?: string;
  name: string;
  size: number;
  mime: string | null;
  url: string | null;
  thumb?: string | null;
  w?: number | null;
  h?: number | null;
  seconds?: number | null;
  wave?: number[] | null;
  /** Absent means that it is there as soon as it has a `url`. */
  state?: 'loading' | 'ready' | 'gone' | null;
}

export interface Quote {
  id: string | null;
  kind: MessageKind;
  text: string | null;
  by: Person | string | null;
}

export interface MessageRow {
  id: string;
  v: string;
  chat: string;
  seq: string;
  cid: string | null;
  out: boolean;
  kind: MessageKind;
  text: string | null;
  files: FileRow[];
  quote: Quote | null;
  at: string;
  by: Person | null;
  via: 'parley' | 'phone' | 'bot' | 'api' | 'crm' | null;
  status: MessageStatus | null;
  error: Reason | null;
  editedAt: string | null;
  deletedAt: string | null;
  deletedBy: string | null;
  reactions: { emoji: string; by: Person | string | null }[];
  test?: boolean;
  details?: Args | null;
  system?: Reason | null;
  former?: { text: string | null; until: string }[];
}

export interface FileLimit {
  kind: string;
  mime: string[];
  max: number;
}

export interface Can {
  writeFirst: 'yes' | 'template' | 'after_client' | 'no';
  windowHours: number | null;
  templates: boolean;
  textMax: number;
  captionMax: number;
  edit: string | null;
  delete: string | null;
  reactions: boolean;
  quotes: boolean;
  voice: boolean;
  files: FileLimit[];
  readReceipts: boolean;
  typing: boolean;
}

export interface ChannelRow {
  id: string;
  v?: string;
  type: string;
  transport: string;
  network: string;
  name: string;
  address: string | null;
  state: string;
  reason?: string | null;
  reasonText?: Texts | null;
  tag?: { letters: string; colour: string } | null;
  can?: Can | null;
  access?: AccessLevel;
  isDefault?: boolean;
  integration?: string | null;
}

export interface Counters {
  /** The position at which they were true. */
  v?: string;
  red: number;
  grey: number;
  unansweredChats: number;
}

export interface Me {
  id: string;
  employee: string | null;
  name: string;
  admin: boolean;
  language: Language;
  theme: Theme;
}

export interface Boot {
  me: Me;
  epoch: string;
  pos: string;
  build: string;
  account: { name: string; zone: string };
  channels: ChannelRow[];
  employees: Employee[];
  integration: { id: string; version: number } | null;
  counters: Counters;
  chats: { rows: ChatRow[]; next: string | null; total: number };
  preferences?: Preferences;
  features: Record<string, boolean>;
}

export interface Preferences {
  language?: Language;
  theme?: Theme;
  /** Enter sends, or Ctrl+Enter does. */
  send?: 'enter' | 'ctrl';
  /** Single letters as keys (WCAG 2.1.4). */
  letters?: boolean;
  sound?: boolean;
  volume?: number;
  soundWhenActive?: boolean;
  hideText?: boolean;
  quiet?: { from: string; to: string } | null;
}

export interface SearchHit {
  chat: ChatRow;
  message?: MessageRow | null;
  snippet: { text: string; hit: boolean }[];
}

export interface Page<T> {
  rows: T[];
  next: string | null;
  total?: number;
  pos?: string;
}

export interface MessagePage {
  rows: MessageRow[];
  moreBefore: boolean;
  moreAfter: boolean;
  pos: string;
}

export interface Deal {
  id: string;
  name: string;
  pipeline: string;
  stage: string;
  state: 'open' | 'won' | 'lost' | 'closed';
  amount?: number | null;
  currency?: string | null;
  url: string | null;
}

export interface Card {
  contact: {
    id: string;
    name: string;
    phones?: string[];
    /** By the CRM's spelling, where it is read differently (R52, R53). */
    readAs?: Record<string, string>;
    addresses?: { network: string; address: string; chat?: string | null }[];
    responsible?: Person | null;
    url: string | null;
  } | null;
  deals: Deal[];
  newDealUrl?: string | null;
  /** The CRM has no page for a new deal but can be asked for one (R61). */
  asksDeal?: boolean;
  asOf: string | null;
  crm: 'up' | 'down';
}

export interface AccessAnswer {
  employee: string;
  access: AccessLevel;
  attention: Attention;
  notify: boolean;
  settingsVersion: number;
  gives: Reason[];
  ceilings: Reason[];
  refusals: (Reason & { of: AccessLevel })[];
  responsible: (Person & { from: string; source?: { name: string; url: string | null } | null })[];
  alsoSeenBy: (Person & { code: string })[];
  colour?: Reason | null;
}

export interface DecisionLine extends Reason {
  kind?: string;
}

export interface Decision {
  id: string;
  at: string;
  rules: string[];
  outcome?: string;
  lines: DecisionLine[];
}

export interface QuickReply {
  id: string;
  shortcut: string;
  text: string;
  shared: boolean;
}

export type FieldKind =
  | 'text'
  | 'secret'
  | 'url'
  | 'phone'
  | 'email'
  | 'number'
  | 'select'
  | 'switch'
  | 'origins'
  | 'file'
  | 'oauth'
  | 'copy'
  | 'note'
  | 'page';

export interface FormField {
  key: string;
  kind: FieldKind;
  label: Texts;
  help?: Texts | null;
  required: boolean;
  pattern?: string | null;
  example?: string | null;
  options?: Record<string, Texts> | null;
  value?: string | null;
}

export interface Step {
  kind: 'text' | 'form' | 'connect' | 'wait';
  body?: Texts | null;
  fields?: FormField[];
}

export interface ChannelType {
  type: string;
  transport: string;
  network: string;
  name: Texts;
  tag: { letters: string; colour: string };
  about: Texts;
  needs: string[];
  steps: Step[];
  actions: { key: string; label: Texts; danger: boolean }[];
  can: Can;
}
