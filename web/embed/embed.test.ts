import { describe, expect, it, vi } from 'vitest';
import { Router } from '../shared/router';
import { Parent } from './parent';
import { Session } from './session';

const HUB = 'https://hub.example';
const CRM = 'https://crm.example';

function answers(...statuses: number[]) {
  let issued = 0;
  const calls: { path: string; token: string | null; body: unknown }[] = [];
  const fetcher = (async (path: string, init: RequestInit) => {
    const token = new Headers(init.headers).get('Authorization');
    calls.push({ path, token, body: init.body });
    if (path.endsWith('/embed/session'))
      return Response.json({ access: `token-${++issued}`, frame: '7', boot: null }, { status: 200 });
    return Response.json({}, { status: statuses.shift() ?? 200 });
  }) as typeof fetch;
  return { fetcher, calls };
}

describe('the session of a window inside a CRM (UX 16.2)', () => {
  it('takes the code out of the address before anything else', () => {
    const history = { replaceState: vi.fn() } as unknown as History;
    const location = { hash: '#c=secret', pathname: '/embed/1' } as Location;
    expect(Session.proof(location, history)).toEqual({ code: 'secret' });
    expect(history.replaceState).toHaveBeenCalledWith(null, '', '/embed/1');
    expect(Session.proof({ hash: '#w=7', pathname: '/embed/1' } as Location, history)).toEqual({
      frame: '7',
      boot: true,
    });
    expect(Session.proof({ hash: '', pathname: '/embed/1' } as Location, history)).toBeNull();
  });

  it('sends the token with every call and renews one that is over, once for all who wait', async () => {
    const { fetcher, calls } = answers(401, 401, 200, 200);
    const session = new Session(fetcher);
    await session.open({ code: 'secret' });
    const both = await Promise.all([session.fetch('/api/v1/boot'), session.fetch('/api/v1/chats')]);
    expect(both.map((one) => one.status)).toEqual([200, 200]);
    expect(calls.filter((one) => one.path.endsWith('/embed/session')).map((one) => one.body)).toEqual([
      '{"code":"secret"}',
      '{"frame":"7","boot":false}',
    ]);
    expect(calls.map((one) => one.token).filter(Boolean)).toEqual([
      'Bearer token-1',
      'Bearer token-1',
      'Bearer token-2',
      'Bearer token-2',
    ]);
  });
});

describe('the page around (UX 16.4)', () => {
  function world(ancestor?: string) {
    const said: { message: unknown; target: string }[] = [];
    const around = { postMessage: (message: unknown, target: string) => said.push({ message, target }) };
    const listeners: ((event: unknown) => void)[] = [];
    const window = {
      parent: around,
      location: { ancestorOrigins: ancestor ? [ancestor] : undefined },
      addEventListener: (_: string, listener: (event: unknown) => void) => listeners.push(listener),
      removeEventListener: () => undefined,
    } as unknown as Window;
    const speak = (origin: string, source: unknown, data: unknown) =>
      listeners.forEach((listener) => listener({ origin, source, data }));
    return { window, around, said, speak };
  }

  it('is spoken to at its exact origin, never at just any', () => {
    const { window, said } = world(CRM);
    new Parent([CRM, 'https://other.example'], window).say('ready', { versions: [1] });
    expect(said).toEqual([{ message: { parley: 1, type: 'ready', data: { versions: [1] } }, target: CRM }]);
  });

  it('is spoken to at the registered origins where the browser does not tell which one it is', () => {
    const { window, said } = world();
    new Parent([CRM, 'https://other.example'], window).say('ready');
    expect(said.map((one) => one.target)).toEqual([CRM, 'https://other.example']);
    expect(world('https://evil.example').said).toEqual([]);
  });

  it('is heard only from its origin, itself, and in the protocol', () => {
    const { window, around, speak } = world(CRM);
    const heard: string[] = [];
    new Parent([CRM], window).hear((type) => heard.push(type));
    speak(CRM, around, { parley: 1, type: 'focus' });
    speak('https://evil.example', around, { parley: 1, type: 'token', data: { code: 'x' } });
    speak(CRM, {}, { parley: 1, type: 'token', data: { code: 'x' } });
    speak(HUB, around, { parley: 1, type: 'token', data: { code: 'x' } });
    speak(CRM, around, 'token');
    expect(heard).toEqual(['focus']);
  });
});

describe('places in a frame', () => {
  it('are kept in memory: the address stays the frame’s own', async () => {
    const router = new Router();
    const before = location.href;
    router.stayInMemory();
    await router.go('/app/chats/81?around=5');
    expect(router.place.path).toEqual(['chats', '81']);
    expect(router.place.query.get('around')).toBe('5');
    await router.go('/app/chats/82', 'replace');
    expect(router.place.path).toEqual(['chats', '82']);
    router.back('/app/chats');
    expect(router.place.path).toEqual(['chats']);
    expect(location.href).toBe(before);
  });
});
