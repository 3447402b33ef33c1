/** Two versions of the settings beside each other: what differs, and how mine are put on top of another's (R11, R81). */
import { settled, type ChannelForm, type Document } from './form';

/** The same content, in whatever order maps were filled. Parts that are one and the same object are not walked. */
export function same(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (Array.isArray(one))
    return Array.isArray(other) && one.length === other.length && one.every((part, at) => same(part, other[at]));
  if (!isPlain(one) || !isPlain(other)) return false;
  const keys = defined(one);
  return keys.length === defined(other).length && keys.every((key) => same(one[key], other[key]));
}

function defined(map: Record<string, unknown>): string[] {
  return Object.keys(map).filter((key) => map[key] !== undefined);
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

/** The value at a path; nothing where there is none. */
export function valueAt(document: Document, path: string): unknown {
  return parts(path).reduce<unknown>((value, word) => {
    if (Array.isArray(value)) return value.find((one: { id?: string }) => one.id === word);
    return isPlain(value) ? value[word] : undefined;
  }, document);
}

/** Every value of a document by its path; lists are one value, and channels go by their ids. */
export function flat(document: Document): Map<string, unknown> {
  const values = new Map<string, unknown>();
  const put = (path: string, value: unknown): void => {
    if (!isPlain(value)) values.set(path, value);
    else for (const [key, part] of Object.entries(value)) put(`${path}/${pointer(key)}`, part);
  };
  const { version: _, channels, ...rest } = document;
  for (const { id, ...channel } of channels) put(`/channels/${pointer(id)}`, channel);
  put('', rest);
  return values;
}

export interface Difference {
  path: string;
  left: unknown;
  right: unknown;
}

/** Field by field, in the order of the page. */
export function differences(left: Document, right: Document): Difference[] {
  const [one, other] = [flat(left), flat(right)];
  return [...new Set([...one.keys(), ...other.keys()])]
    .filter((path) => !same(one.get(path), other.get(path)))
    .map((path) => ({ path, left: one.get(path), right: other.get(path) }));
}

/** Takes what somebody else has saved, and puts the paths that were touched here on top (R11). */
export function rebased(base: Document, mine: Document, theirs: Document): Document {
  const channels = theirs.channels.map((other) => {
    const before = base.channels.find((one) => one.id === other.id);
    const own = mine.channels.find((one) => one.id === other.id);
    return before && own ? (merge(before, own, other) as ChannelForm) : other;
  });
  const rest = merge({ ...base, channels: [] }, { ...mine, channels: [] }, { ...theirs, channels: [] }) as Document;
  return settled({ ...rest, channels, version: theirs.version });
}

/** Takes a change back, and keeps what was edited since and whatever version was saved meanwhile. */
export function undone(before: Document, change: Document, now: Document): Document {
  return { ...rebased(change, now, before), version: now.version };
}

function merge(before: unknown, own: unknown, other: unknown): unknown {
  if (same(before, own)) return other;
  if (!isPlain(before) || !isPlain(own) || !isPlain(other)) return own;
  const result: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(own), ...Object.keys(other)])) {
    const value = merge(before[key], own[key], other[key]);
    if (value !== undefined) result[key] = value;
  }
  return result;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return !!value && typeof value === 'object' && !Array.isArray(value);
}

/** Whoever has left the CRM loses everything, in the form too (R8). */
export function without(form: Document, employees: Set<string>): Document {
  const kept = <T>(map: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(map).filter(([one]) => employees.has(one)));
  return settled({
    ...form,
    channels: form.channels.map((channel) => ({
      ...channel,
      roles: kept(channel.roles),
      access: kept(channel.access),
      newClients: {
        ...channel.newClients,
        order: channel.newClients.order.filter((one) => employees.has(one)),
        weights: kept(channel.newClients.weights),
      },
    })),
    globalChat: {
      ...form.globalChat,
      administrators: form.globalChat.administrators.filter((one) => employees.has(one)),
    },
    defaultChannel: kept(form.defaultChannel),
  });
}
