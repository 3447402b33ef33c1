/** What the buttons of the access table do (R38–R40, R46), and what is lost by it. Pure. */
import type { AccessLevel } from '../shared/types';
import { mayWrite, receives, settled, type ChannelForm, type Document } from './form';

const NEXT: Record<AccessLevel, AccessLevel> = { NONE: 'READ', READ: 'WRITE', WRITE: 'NONE' };

export function accessOf(channel: ChannelForm, employee: string): AccessLevel {
  return channel.access[employee] ?? 'NONE';
}

/** Losing WRITE also switches the slider off (R20). */
export function withAccess(channel: ChannelForm, employee: string, level: AccessLevel): ChannelForm {
  return granted(channel, { [employee]: level });
}

/** A click on the label. */
export function clicked(channel: ChannelForm, employee: string): ChannelForm {
  return withAccess(channel, employee, NEXT[accessOf(channel, employee)]);
}

/** *Add*: READ for those who have nothing; the others keep what they have. */
export function added(form: Document, channels: string[], employees: string[]): Document {
  return onChannels(form, channels, (channel) =>
    granted(
      channel,
      Object.fromEntries(
        employees.filter((one) => accessOf(channel, one) === 'NONE').map((one) => [one, 'READ' as const]),
      ),
    ),
  );
}

/** *Remove all* of these channels; with all channels, nobody anywhere. */
export function removed(form: Document, channels: string[]): Document {
  return onChannels(form, channels, (channel) =>
    granted(channel, Object.fromEntries(Object.keys(channel.access).map((one) => [one, 'NONE' as const]))),
  );
}

/** How many accesses there are on these channels. */
export function count(form: Document, channels: string[]): number {
  return form.channels
    .filter((one) => channels.includes(one.id))
    .reduce((sum, one) => sum + Object.values(one.access).filter((level) => level !== 'NONE').length, 0);
}

function onChannels(form: Document, channels: string[], change: (channel: ChannelForm) => ChannelForm): Document {
  return settled({ ...form, channels: form.channels.map((one) => (channels.includes(one.id) ? change(one) : one)) });
}

export function granted(channel: ChannelForm, levels: Record<string, AccessLevel>): ChannelForm {
  const access = { ...channel.access };
  const roles = { ...channel.roles };
  for (const [employee, level] of Object.entries(levels)) {
    if (level === 'NONE') delete access[employee];
    else access[employee] = level;
    const role = roles[employee];
    if (role && level !== 'WRITE') roles[employee] = { ...role, receivesNewClients: false };
  }
  return { ...channel, access, roles };
}

/** The role as the lower ceiling (R42): the key of the reason that stands in the cell. */
export function ceiling(channel: ChannelForm, employee: string): 'auditor' | 'role' | null {
  const level = accessOf(channel, employee);
  const role = channel.roles[employee]?.role;
  if (level === 'NONE') return null;
  if (!role) return 'role';
  return role === 'auditor' && level === 'WRITE' ? 'auditor' : null;
}

/** Who has lost the default channel or the slider by a change that did not aim at it. */
export function losses(before: Document, after: Document): { defaults: string[]; sliders: string[] } {
  const sliders = after.channels.flatMap((channel) => {
    const old = before.channels.find((one) => one.id === channel.id);
    return old && old.access !== channel.access
      ? Object.keys(old.roles).filter(
          (one) => one in channel.roles && receives(old, one) && !receives(channel, one) && !mayWrite(channel, one),
        )
      : [];
  });
  const defaults = Object.keys(before.defaultChannel).filter((one) => !after.defaultChannel[one]);
  return { defaults, sliders: [...new Set(sliders)] };
}
