/** *Copy to all channels*, and the presets: what fills several channels at once (R10, R64). Pure. */
import { same } from './compare';
import { settled, withRoles, withSlider, type ChannelForm, type Document, type RoleCode } from './form';
import { accessOf, granted } from './access';

/** What can be copied: section 2, section 3 with 3.1, a column of the access table. */
export type Part = 'roles' | 'newClients' | 'access';

function partOf(channel: ChannelForm, part: Part): unknown {
  if (part === 'newClients') return [channel.newClients, channel.closedDeal];
  return channel[part];
}

/** Whether some other ticked channel has it otherwise. */
export function differs(form: Document, channel: ChannelForm, part: Part): boolean {
  const own = partOf(channel, part);
  return form.channels.some((one) => one.ticked && one.id !== channel.id && !same(partOf(one, part), own));
}

export function copied(form: Document, from: ChannelForm, part: Part): Document {
  return settled({
    ...form,
    channels: form.channels.map((one) => (one.id === from.id ? one : copyOf(one, from, part))),
  });
}

function copyOf(to: ChannelForm, from: ChannelForm, part: Part): ChannelForm {
  if (part === 'newClients') return { ...to, newClients: from.newClients, closedDeal: from.closedDeal };
  if (part === 'access') {
    const everybody = [...Object.keys(to.access), ...Object.keys(from.access)];
    return granted(to, Object.fromEntries(everybody.map((one) => [one, accessOf(from, one)])));
  }
  // A role that is new here gives its access (R39), as in the roles window.
  const changed = (role: RoleCode | null) =>
    [...new Set([...Object.keys(to.roles), ...Object.keys(from.roles)])].filter(
      (one) => (from.roles[one]?.role ?? null) === role && (to.roles[one]?.role ?? null) !== role,
    );
  const given = ([null, 'seller', 'manager', 'auditor'] as const).reduce<ChannelForm>(
    (done, role) => withRoles(done, changed(role), role),
    to,
  );
  return sliders(given, (one) => from.roles[one]?.receivesNewClients ?? false);
}

function sliders(channel: ChannelForm, on: (employee: string) => boolean): ChannelForm {
  return Object.keys(channel.roles).reduce(
    (done, one) => (done.roles[one]?.receivesNewClients === on(one) ? done : withSlider(done, one, on(one))),
    channel,
  );
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
  const everybody = new Set(employees);
  const fill = (channel: ChannelForm): ChannelForm => {
    const all = preset === 'one' ? null : preset === 'shop' ? 'manager' : 'seller';
    const given = withRoles(channel, employees, all);
    const done = preset === 'one' ? withRoles(given, [person], 'manager') : given;
    const roles = Object.fromEntries(
      Object.entries(done.roles).map(([one, role]) => [
        one,
        everybody.has(one) ? { ...role, receivesNewClients: true } : role,
      ]),
    );
    return { ...done, roles };
  };
  return settled({
    ...form,
    notifyManagers: preset === 'shop' ? true : form.notifyManagers,
    channels: form.channels.map((channel) => (channels.includes(channel.id) ? fill(channel) : channel)),
  });
}
