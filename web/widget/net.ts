import type { Socket } from './line';
import type { Answer, Api, World } from './types';

/** The hub over the browser's own means: no cookies, the visitor's token in a header. */
export function openApi(base: string): Api {
  const headers = (): Record<string, string> => (api.token ? { 'X-Visitor': api.token } : {});
  const api: Api = {
    token: '',
    async ask(method, path, body) {
      const response = await fetch(base + path, {
        method,
        credentials: 'omit',
        cache: 'no-store',
        headers: body === undefined ? headers() : { ...headers(), 'Content-Type': 'application/json' },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      return answer(response.status, await response.text(), response.headers.get('Retry-After'));
    },
    upload: (file, progress, signal) =>
      new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        const form = new FormData();
        form.append('file', file, file.name);
        request.open('POST', `${base}uploads`);
        for (const [name, value] of Object.entries(headers())) request.setRequestHeader(name, value);
        request.upload.onprogress = (event) => progress(event.total ? event.loaded / event.total : 0);
        request.onload = () =>
          resolve(answer(request.status, request.responseText, request.getResponseHeader('Retry-After')));
        request.onerror = request.onabort = () => reject(new Error('no answer'));
        signal.addEventListener('abort', () => request.abort());
        request.send(form);
      }),
  };
  return api;
}

function answer(status: number, text: string, after: string | null): Answer {
  let body: Record<string, unknown> = {};
  try {
    if (text) body = JSON.parse(text) as Record<string, unknown>;
  } catch {
    // A proxy's page in place of an answer: the status says enough.
  }
  return { status, body, retryAfter: Number(after) || 5 };
}

export const openSocket = (base: string): Socket =>
  new WebSocket(new URL(`${base}ws`, location.href).href.replace(/^http/, 'ws')) as unknown as Socket;

/** The browser's clock and memory. Where storage is forbidden the chat lives as long as its page. */
export function browserWorld(prefix: string): World {
  const fallback = new Map<string, string>();
  const name = (key: string): string => `parley:${prefix}:${key}`;
  return {
    now: () => Date.now(),
    after(milliseconds, what) {
      const timer = setTimeout(what, milliseconds);
      return () => clearTimeout(timer);
    },
    uuid() {
      const bytes = crypto.getRandomValues(new Uint8Array(16));
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
    },
    load(key) {
      try {
        return localStorage.getItem(name(key));
      } catch {
        return fallback.get(key) ?? null;
      }
    },
    save(key, value) {
      fallback.set(key, value);
      try {
        localStorage.setItem(name(key), value);
      } catch {
        // Kept in memory.
      }
    },
  };
}
