/** One door to the server. Answers are parsed, refusals are {@link ApiError}; a cut cable is {@link NoNetwork}. */
import type { Args } from './types';

export interface FieldMistake {
  path: string;
  code: string;
  args?: Args;
}

/** The server answered and refused. `code` is a word of its error catalogue. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly body: Record<string, unknown>,
  ) {
    super(`${status} ${code}`);
  }

  get fields(): FieldMistake[] {
    const fields = (this.body.fields ?? this.body.mistakes) as FieldMistake[] | undefined;
    return Array.isArray(fields) ? fields : [];
  }

  get args(): Args {
    return (this.body.args as Args | undefined) ?? {};
  }

  get description(): string {
    return typeof this.body.description === 'string' ? this.body.description : this.code;
  }
}

/** Nobody answered: it is not known whether the server has acted. */
export class NoNetwork extends Error {}

export interface Api {
  get<T>(path: string, signal?: AbortSignal): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>;
  upload<T>(path: string, file: Blob): Promise<T>;
}

export function createApi(onSignedOut: () => void, fetcher: typeof fetch = (...args) => fetch(...args)): Api {
  async function call<T>(path: string, init: RequestInit): Promise<T> {
    let response: Response;
    try {
      response = await fetcher(`/api/v1${path}`, { credentials: 'same-origin', cache: 'no-store', ...init });
    } catch (cause) {
      if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
      throw new NoNetwork(path);
    }
    // A proxy's 502 or 504 says nothing about what the server did: the same as a cut cable.
    if (response.status === 502 || response.status === 504) throw new NoNetwork(path);
    const raw = await response.text().catch(() => {
      throw new NoNetwork(path);
    });
    const body = parse(raw);
    if (response.ok) return body as T;
    if (response.status === 401 && !path.startsWith('/session')) onSignedOut();
    const refusal = (body ?? {}) as Record<string, unknown>;
    throw new ApiError(response.status, String(refusal.error ?? refusal.code ?? response.status), refusal);
  }

  return {
    get: (path, signal) => call(path, { signal }),
    send: (method, path, body) =>
      call(path, {
        method,
        headers: { 'X-Parley': '1', ...(body === undefined ? {} : { 'Content-Type': 'application/json' }) },
        body: body === undefined ? undefined : JSON.stringify(body),
      }),
    upload: (path, file) =>
      call(path, {
        method: 'POST',
        headers: { 'X-Parley': '1', 'Content-Type': file.type || 'application/octet-stream' },
        body: file,
      }),
  };
}

function parse(raw: string): unknown {
  if (!raw) return undefined;
  try {
    return JSON.parse(raw);
  } catch {
    return undefined;
  }
}

/** A query string without the parts that are empty. */
export function query(parts: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(parts).filter(([, value]) => value !== undefined && value !== null && value !== '');
  return given.length ? `?${new URLSearchParams(given.map(([key, value]) => [key, String(value)]))}` : '';
}
