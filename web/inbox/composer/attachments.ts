/** Files that wait in a chat's composer: checked against the channel's limits before they are sent anywhere. */
import { query } from '../../shared/api';
import { ApiError } from '../../shared/api';
import { parley } from '../../shared/parley';
import type { Args, Can, FileRow } from '../../shared/types';

export const MOST_FILES = 10;

export interface Attachment {
  key: number;
  name: string;
  size: number;
  mime: string;
  /** An address inside this page, for pictures. */
  preview: string | null;
  state: 'uploading' | 'ready' | 'refused';
  file?: FileRow;
  problem?: { code: string; args: Args };
}

const byChat = new Map<string, Attachment[]>();
let last = 0;

export function attachments(chat: string): Attachment[] {
  return byChat.get(chat) ?? [];
}

export function kindOf(mime: string): string {
  const kind = mime.split('/')[0] as string;
  return ['image', 'video', 'audio'].includes(kind) ? kind : 'file';
}

/** What the channel says to a file; nothing when it takes it. A picture of a strange type may still go as a file. */
export function refusal(can: Can | null | undefined, mime: string, size: number): { code: string; args: Args } | null {
  if (!can) return null;
  const fits = can.files.filter(
    (limit) =>
      (limit.kind === kindOf(mime) || limit.kind === 'file') && (!limit.mime.length || limit.mime.includes(mime)),
  );
  if (!fits.length) return { code: 'wrong_kind', args: {} };
  const max = Math.max(...fits.map((limit) => limit.max));
  return size > max ? { code: 'too_big', args: { size, max } } : null;
}

function put(chat: string, list: Attachment[]): void {
  byChat.set(chat, list);
  parley.store.touch(`files:${chat}`);
}

function change(chat: string, key: number, what: Partial<Attachment>): void {
  put(
    chat,
    attachments(chat).map((one) => (one.key === key ? { ...one, ...what } : one)),
  );
}

/** @returns how many did not find room */
export function attach(chat: string, files: File[], can: Can | null | undefined): number {
  const room = MOST_FILES - attachments(chat).length;
  for (const file of files.slice(0, room)) {
    const mime = file.type || 'application/octet-stream';
    const problem = refusal(can, mime, file.size);
    const one: Attachment = {
      key: ++last,
      name: file.name,
      size: file.size,
      mime,
      preview: mime.startsWith('image/') ? URL.createObjectURL(file) : null,
      state: problem ? 'refused' : 'uploading',
      problem: problem ?? undefined,
    };
    put(chat, [...attachments(chat), one]);
    if (!problem) void upload(chat, one, file);
  }
  return Math.max(0, files.length - room);
}

async function upload(chat: string, one: Attachment, file: File): Promise<void> {
  try {
    const stored = await parley.api.upload<FileRow>(`/uploads${query({ name: file.name })}`, file);
    change(chat, one.key, { state: 'ready', file: { ...stored, name: stored.name ?? file.name } });
  } catch (problem) {
    const refused = problem instanceof ApiError;
    change(chat, one.key, {
      state: 'refused',
      problem: refused ? { code: problem.code, args: problem.args } : { code: 'upload', args: {} },
    });
  }
}

export function detach(chat: string, key: number): void {
  for (const one of attachments(chat)) if (one.key === key && one.preview) URL.revokeObjectURL(one.preview);
  put(
    chat,
    attachments(chat).filter((one) => one.key !== key),
  );
}

export function detachAll(chat: string): void {
  for (const one of attachments(chat)) if (one.preview) URL.revokeObjectURL(one.preview);
  put(chat, []);
}
