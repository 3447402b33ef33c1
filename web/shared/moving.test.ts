import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Api } from './api';
import { Drafts } from './drafts';
import { listen, nameOf, type Keymap } from './keys';
import { Router } from './router';
import { Store } from './store';

describe('the router', () => {
  let router: Router;

  beforeEach(() => {
    history.replaceState(null, '', '/app/chats/8?view=mine');
    router = new Router();
  });

  it('reads the address', () => {
    expect(router.place.path).toEqual(['chats', '8']);
    expect(router.place.query.get('view')).toBe('mine');
  });

  it('asks the guard before a page is left, and stays when it says so (R7)', async () => {
    const guard = vi.fn(() => false);
    router.setGuard(guard);
    await router.go('/app/me');
    expect(guard).toHaveBeenCalledTimes(1);
    expect(router.place.path).toEqual(['chats', '8']);
    expect(location.pathname).toBe('/app/chats/8');
  });

  it('goes when the guard lets go, and asks no more', async () => {
    const guard = vi.fn(async () => true);
    router.setGuard(guard);
    await router.go('/app/me');
    await router.go('/app/chats');
    expect(guard).toHaveBeenCalledTimes(1);
    expect(router.place.path).toEqual(['chats']);
  });

  it('does not ask when only the query changes', async () => {
    const guard = vi.fn(() => false);
    router.setGuard(guard);
    await router.go('/app/chats/8?view=all');
    expect(guard).not.toHaveBeenCalled();
    expect(router.place.query.get('view')).toBe('all');
  });

  it('holds the browser back while something is unsaved', () => {
    router.setGuard(() => false);
    const event = new Event('beforeunload', { cancelable: true });
    dispatchEvent(event);
    expect(event.defaultPrevented).toBe(true);
    router.setGuard(null);
  });
});

describe('keys (UX 10)', () => {
  let heard: string[];
  let stop: () => void;
  let letters: boolean;
  const keymap: Keymap = Object.fromEntries(
    ['Enter', 'KeyJ', 'KeyR', 'Alt+KeyN', 'Alt+Shift+ArrowDown', 'Mod+KeyK', '?', 'KeyG KeyS', 'F6'].map((name) => [
      name,
      () => heard.push(name),
    ]),
  );
  const press = (code: string, change: KeyboardEventInit = {}, target: EventTarget = document.body) =>
    target.dispatchEvent(new KeyboardEvent('keydown', { code, key: code, bubbles: true, cancelable: true, ...change }));

  beforeEach(() => {
    heard = [];
    letters = true;
    document.body.innerHTML = '<input id="field" /><button id="button"></button>';
    stop = listen(
      () => keymap,
      () => letters,
    );
  });

  afterEach(() => stop());

  it('goes by the place of a key, so that it works in a Russian layout', () => {
    press('KeyJ', { key: 'о' });
    expect(heard).toEqual(['KeyJ']);
  });

  it('never takes a bare letter while somebody types, but combinations', () => {
    const field = document.getElementById('field') as HTMLElement;
    press('KeyJ', {}, field);
    press('Alt', {}, field);
    press('KeyN', { altKey: true }, field);
    press('F6', { key: 'F6' }, field);
    expect(heard).toEqual(['Alt+KeyN', 'F6']);
  });

  it('leaves Enter to the button that has the focus', () => {
    expect(press('Enter', {}, document.getElementById('button') as HTMLElement)).toBe(true);
    expect(heard).toEqual([]);
    expect(press('Enter')).toBe(false);
    expect(heard).toEqual(['Enter']);
  });

  it('lets single letters be switched off (WCAG 2.1.4)', () => {
    letters = false;
    press('KeyJ');
    press('KeyK', { ctrlKey: true });
    expect(heard).toEqual(['Mod+KeyK']);
  });

  it('knows keys one after the other, and the question mark wherever it lies', () => {
    press('KeyG');
    press('KeyS');
    press('Digit7', { key: '?', shiftKey: true });
    expect(heard).toEqual(['KeyG KeyS', '?']);
  });

  it('leaves the keys of an input method and of an open dialog alone', () => {
    press('KeyJ', { isComposing: true });
    document.body.insertAdjacentHTML('beforeend', '<dialog open></dialog>');
    press('KeyJ');
    expect(heard).toEqual([]);
  });

  it('names combinations in one order', () => {
    const event = new KeyboardEvent('keydown', { code: 'ArrowDown', altKey: true, shiftKey: true });
    expect(nameOf(event)).toBe('Alt+Shift+ArrowDown');
  });
});

describe('drafts', () => {
  let sent: [string, string, unknown][];
  let drafts: Drafts;
  const api = {
    send: async (method: string, path: string, body: unknown) => void sent.push([method, path, body]),
  } as unknown as Api;

  beforeEach(() => {
    vi.useFakeTimers();
    localStorage.clear();
    sent = [];
    drafts = new Drafts(api, new Store());
    drafts.open('me.epoch');
  });

  afterEach(() => vi.useRealTimers());

  it('lie here at once and on the server after a pause', async () => {
    for (const text of ['H', 'He', 'Hey']) drafts.put('1', text);
    expect(drafts.of('1')).toBe('Hey');
    await vi.advanceTimersByTimeAsync(799);
    expect(sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent).toEqual([['PUT', '/chats/1/draft', { text: 'Hey', rev: 3 }]]);
  });

  it('survive a reload and belong to their chat', () => {
    drafts.put('1', 'for one');
    const again = new Drafts(api, new Store());
    again.open('me.epoch');
    expect(again.of('1')).toBe('for one');
    expect(again.of('2')).toBe('');
  });

  it('give way to a newer one of another device', () => {
    drafts.put('1', 'mine');
    expect(drafts.of('1', { text: 'theirs', rev: 5 })).toBe('theirs');
    drafts.put('1', 'mine again', { text: 'theirs', rev: 5 });
    expect(drafts.of('1', { text: 'theirs', rev: 5 })).toBe('mine again');
  });

  it('are taken back from the server when the box is empty', async () => {
    drafts.put('1', 'x');
    drafts.put('1', '');
    await vi.advanceTimersByTimeAsync(800);
    expect(sent).toEqual([['DELETE', '/chats/1/draft', { rev: 2 }]]);
  });

  it('take a text back before what was typed since (R26)', () => {
    drafts.put('1', 'typed since');
    drafts.giveBack('1', 'not sent');
    expect(drafts.of('1')).toBe('not sent\ntyped since');
  });
});
