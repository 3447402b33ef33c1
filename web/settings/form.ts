/** The settings document and what a click does to it. Pure: the pages draw it, the server checks it again. */
import type { AccessLevel } from '../shared/types';

export type RoleCode = 'seller' | 'manager' | 'auditor';
export type Algorithm = 'FIRST_RESPONDER' | 'BY_TURN';
export type Timeline = 'EACH' | 'HOURLY' | 'DAILY' | 'OFF';

export interface Assignment {
  role: RoleCode;
  receivesNewClients: boolean;
}

export interface NewClients {
  pipeline: string | null;
  stage: string | null;
  algorithm: Algorithm;
  useWeights: boolean;
  order: string[];
  weights: Record<string, number>;
}

export interface ChannelForm {
  id: string;
  ticked: boolean;
  name: string;
  roles: Record<string, Assignment>;
  newClients: NewClients;
  closedDeal: 'ADD' | 'CREATE';
  access: Record<string, AccessLevel>;
}

export interface Document {
  version: number;
  channels: ChannelForm[];
  globalChat: { mode: 'OWN_AND_COMMON' | 'ALL'; administrators: string[] };
  timeline: Timeline;
  eightIsSeven: boolean;
  notifyManagers: boolean;
  defaultChannel: Record<string, string>;
}

export interface Stage {
  id: string;
  name: string;
  kind: 'UNSORTED' | 'OPEN' | 'WON' | 'LOST';
}

export interface Pipeline {
  id: string;
  name: string;
  stages: Stage[];
}

export interface Known {
  crm: string;
  connected?: boolean;
  employees: { id: string; name: string; active?: boolean }[];
  pipelines: Pipeline[];
  refreshedAt: string | null;
  turns?: Record<string, { last: string | null; served: number; waiting: number }>;
}

/** What is sent: the document without what the server only shows. */
export function documentOf(answer: Document & Partial<Known>): Document {
  const { version, channels, globalChat, timeline, eightIsSeven, notifyManagers, defaultChannel } = answer;
  return { version, channels, globalChat, timeline, eightIsSeven, notifyManagers, defaultChannel };
}

export function same(one: Document, other: Document): boolean {
  return canonical(one) === canonical(other);
}

/** Objects of the same content in whatever order they were filled. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}

export function changeChannel(form: Document, id: string, change: (channel: ChannelForm) => ChannelForm): Document {
  return settled({ ...form, channels: form.channels.map((one) => (one.id === id ? change(one) : one)) });
}

/** The form with a channel ticked that was just connected: nothing is saved by it. */
export function ticked(form: Document, id: string | null): Document {
  return form.channels.some((one) => one.id === id && !one.ticked)
    ? changeChannel(form, id as string, (channel) => ({ ...channel, ticked: true }))
    : form;
}

/** A role gives its access with it (R39); taking the role away leaves the access as it is. */
export function withRole(channel: ChannelForm, employee: string, role: RoleCode | null): ChannelForm {
  if (role === null) {
    const { [employee]: _, ...roles } = channel.roles;
    return { ...channel, roles };
  }
  const receives = channel.roles[employee]?.receivesNewClients ?? false;
  return {
    ...channel,
    roles: { ...channel.roles, [employee]: { role, receivesNewClients: receives && role !== 'auditor' } },
    access: { ...channel.access, [employee]: role === 'auditor' ? 'READ' : 'WRITE' },
  };
}

/** Losing WRITE also switches the slider off (R20). */
export function withAccess(channel: ChannelForm, employee: string, access: AccessLevel): ChannelForm {
  const role = channel.roles[employee];
  return {
    ...channel,
    access: { ...channel.access, [employee]: access },
    roles:
      role && access !== 'WRITE'
        ? { ...channel.roles, [employee]: { ...role, receivesNewClients: false } }
        : channel.roles,
  };
}

export function withSlider(channel: ChannelForm, employee: string, on: boolean): ChannelForm {
  const role = channel.roles[employee];
  if (!role || (on && sliderOffBecause(channel, employee))) return channel;
  return { ...channel, roles: { ...channel.roles, [employee]: { ...role, receivesNewClients: on } } };
}

/** Why somebody cannot have the slider (R20): the key of the reason, or nothing. */
export function sliderOffBecause(channel: ChannelForm, employee: string): 'auditor' | 'access' | 'role' | null {
  const role = channel.roles[employee];
  if (!role) return 'role';
  if (role.role === 'auditor') return 'auditor';
  return (channel.access[employee] ?? 'NONE') === 'WRITE' ? null : 'access';
}

export function mayWrite(channel: ChannelForm, employee: string): boolean {
  return channel.ticked && sliderOffBecause(channel, employee) === null;
}

/** The list order of the turns: as it was arranged, then everybody else who has a role, by id. */
export function turnOrder(channel: ChannelForm): string[] {
  const arranged = channel.newClients.order.filter((one) => one in channel.roles);
  const others = Object.keys(channel.roles)
    .filter((one) => !arranged.includes(one))
    .sort();
  return [...arranged, ...others];
}

export function moved(channel: ChannelForm, employee: string, by: -1 | 1): ChannelForm {
  const order = turnOrder(channel);
  const from = order.indexOf(employee);
  const to = from + by;
  if (from < 0 || to < 0 || to >= order.length) return channel;
  order.splice(to, 0, ...order.splice(from, 1));
  return { ...channel, newClients: { ...channel.newClients, order } };
}

/** R25: the stage of incoming leads means first responder; R34: the choice shows by turn without weights only. */
export function withStage(channel: ChannelForm, pipeline: string, stage: Stage): ChannelForm {
  const algorithm = stage.kind === 'UNSORTED' ? 'FIRST_RESPONDER' : channel.newClients.algorithm;
  return { ...channel, newClients: { ...channel.newClients, pipeline, stage: stage.id, algorithm } };
}

export function asksAboutClosedDeals({ newClients }: ChannelForm): boolean {
  return newClients.algorithm === 'BY_TURN' && !newClients.useWeights;
}

export function writableChannels(form: Document, employee: string): string[] {
  return form.channels.filter((channel) => mayWrite(channel, employee)).map((channel) => channel.id);
}

/** R44, R46: the only writable channel is the default by itself; one that is not writable any more is cleared. */
export function settled(form: Document): Document {
  const employees = new Set([
    ...Object.keys(form.defaultChannel),
    ...form.channels.flatMap((channel) => Object.keys(channel.roles)),
  ]);
  const defaultChannel: Record<string, string> = {};
  for (const employee of employees) {
    const writable = writableChannels(form, employee);
    const chosen = form.defaultChannel[employee];
    if (writable.length === 1) defaultChannel[employee] = writable[0] as string;
    else if (chosen && writable.includes(chosen)) defaultChannel[employee] = chosen;
  }
  return { ...form, defaultChannel };
}

/** Everything of R10 that belongs to a channel, except its name and tick. */
export function copiedToAll(form: Document, from: ChannelForm): Document {
  const { roles, newClients, closedDeal, access } = from;
  return settled({
    ...form,
    channels: form.channels.map((one) =>
      one.id === from.id ? one : { ...one, roles, newClients, closedDeal, access },
    ),
  });
}

export type Preset = 'classic' | 'shop' | 'one';

/** The presets of R64 fill the form and save nothing. Whoever gets a role gets the slider with it. */
export function filled(
  form: Document,
  preset: Preset,
  channels: string[],
  employees: string[],
  person: string,
): Document {
  const roleOf = (employee: string): RoleCode | null => {
    if (preset === 'classic') return 'seller';
    if (preset === 'shop') return 'manager';
    return employee === person ? 'manager' : null;
  };
  const fill = (channel: ChannelForm): ChannelForm =>
    employees.reduce((done, employee) => {
      const next = withRole(done, employee, roleOf(employee));
      return roleOf(employee) ? withSlider(next, employee, true) : next;
    }, channel);
  return settled({
    ...form,
    notifyManagers: preset === 'shop' ? true : form.notifyManagers,
    channels: form.channels.map((channel) => (channels.includes(channel.id) ? fill(channel) : channel)),
  });
}

/** A word as it stands in a path. */
export function pointer(word: string): string {
  return word.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** `/channels/12/newClients/stage` → `['channels', '12', 'newClients', 'stage']`. */
export function parts(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** Takes what somebody else has saved, and puts the paths that were touched here on top (R11). */
export function rebased(base: Document, mine: Document, theirs: Document): Document {
  const merge = (before: unknown, own: unknown, other: unknown): unknown => {
    if (canonical(before) === canonical(own)) return other;
    if (isPlain(before) && isPlain(own) && isPlain(other)) {
      const keys = new Set([...Object.keys(own), ...Object.keys(other)]);
      const result: Record<string, unknown> = {};
      for (const key of keys) {
        const value = merge(before[key], own[key], other[key]);
        if (value !== undefined) result[key] = value;
      }
      return result;
    }
    return own;
  };
  const channels = theirs.channels.map((other) => {
    const before = base.channels.find((one) => one.id === other.id);
    const own = mine.channels.find((one) => one.id === other.id);
    return before && own ? (merge(before, own, other) as ChannelForm) : other;
  });
  const rest = merge({ ...base, channels: [] }, { ...mine, channels: [] }, { ...theirs, channels: [] }) as Document;
  return settled({ ...rest, channels, version: theirs.version });
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return !!value && typeof value === 'object' && !Array.isArray(value);
}
