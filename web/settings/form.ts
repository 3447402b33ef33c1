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

export interface Employee {
  id: string;
  name: string;
  active?: boolean;
}

/** Where the turn of a channel stands: who got the last client, how many of the block, and the list as it was then. */
export interface TurnState {
  last: string | null;
  served: number;
  order: string[];
  waiting: number;
}

export interface Known {
  crm: string;
  connected?: boolean;
  employees: Employee[];
  pipelines: Pipeline[];
  refreshedAt: string | null;
  turns?: Record<string, TurnState>;
  capabilities?: { unsorted: boolean; timeline: boolean };
}

/** What is sent: the document without what the server only shows. */
export function documentOf(answer: Document & Partial<Known>): Document {
  const { version, channels, globalChat, timeline, eightIsSeven, notifyManagers, defaultChannel } = answer;
  return { version, channels, globalChat, timeline, eightIsSeven, notifyManagers, defaultChannel };
}

/** Those who work in the CRM now. */
export function staff(known: Known): Employee[] {
  return known.employees.filter((one) => one.active !== false);
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
  return withRoles(channel, [employee], role);
}

export function withRoles(channel: ChannelForm, employees: string[], role: RoleCode | null): ChannelForm {
  const roles = { ...channel.roles };
  const access = { ...channel.access };
  for (const employee of employees) {
    if (role === null) {
      delete roles[employee];
      continue;
    }
    const receives = roles[employee]?.receivesNewClients ?? false;
    roles[employee] = { role, receivesNewClients: receives && role !== 'auditor' };
    access[employee] = role === 'auditor' ? 'READ' : 'WRITE';
  }
  return { ...channel, roles, access };
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

/** Whether the slider works (R17, R20). */
export function receives(channel: ChannelForm, employee: string): boolean {
  return !!channel.roles[employee]?.receivesNewClients && sliderOffBecause(channel, employee) === null;
}

/** The list order of the turns: as it was arranged, then everybody else who has to do with the channel, by id. */
export function turnOrder(channel: ChannelForm): string[] {
  const arranged = new Set(channel.newClients.order);
  const others = new Set([...Object.keys(channel.roles), ...Object.keys(channel.access)]);
  return [...arranged, ...[...others].filter((one) => !arranged.has(one)).sort()];
}

/** Puts somebody on another's place in the list; those between move by one. */
export function movedTo(channel: ChannelForm, employee: string, place: string): ChannelForm {
  const order = turnOrder(channel);
  const from = order.indexOf(employee);
  const to = order.indexOf(place);
  if (from < 0 || to < 0 || from === to) return channel;
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

/** The tick moves (R43); the only writable channel keeps it by itself (R44). */
export function withDefault(form: Document, employee: string, channel: string | null): Document {
  const { [employee]: _, ...others } = form.defaultChannel;
  return settled({ ...form, defaultChannel: channel ? { ...others, [employee]: channel } : others });
}

/** Those who write on several channels and have not chosen their default one. */
export function withoutDefault(form: Document): string[] {
  const people = new Set(form.channels.filter((one) => one.ticked).flatMap((one) => Object.keys(one.roles)));
  return [...people].filter((one) => !form.defaultChannel[one] && writableChannels(form, one).length > 1);
}
