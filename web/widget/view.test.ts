import { describe, expect, it } from 'vitest';
import { Bubbles } from './bubbles';
import { h, linked } from './dom';
import { speak } from './texts';
import type { Item } from './types';

const text = (...children: ReturnType<typeof linked>): HTMLElement => h('p', {}, ...children);

describe('links', () => {
  it.each([
    ['see https://a.example/b, please', 'https://a.example/b'],
    ['(https://a.example)', 'https://a.example'],
    ['https://a.example/(b)', 'https://a.example/(b)'],
    ['http://a.example?b=1&c=2.', 'http://a.example?b=1&c=2'],
  ])('%s', (said, address) => {
    const link = text(...linked(said)).querySelector('a');
    expect(link?.getAttribute('href')).toBe(address);
    expect(link?.rel).toBe('noopener nofollow');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '<a href="x">', 'just words'])('%s is text', (said) => {
    const paragraph = text(...linked(said));
    expect(paragraph.querySelector('a')).toBeNull();
    expect(paragraph.textContent).toBe(said);
  });
});

describe('the thread on the screen', () => {
  const item = (key: string, more: Partial<Item> = {}): Item => ({
    key,
    position: 1,
    mine: false,
    name: 'Bruce',
    text: key,
    files: [],
    at: new Date('2026-11-24T12:00:00Z'),
    state: 'sent',
    ...more,
  });

  it('keeps an entry that has not changed, and shows markup as text', () => {
    speak('en');
    const bubbles = new Bubbles({ retry() {}, remove() {}, quoted: () => undefined, url: () => undefined });
    const now = new Date('2026-11-24T13:00:00Z');
    const one = item('<img src=x onerror=alert(1)>');
    bubbles.show([one], now);
    const entry = bubbles.list.children[1];
    bubbles.show([one, item('two')], now);
    expect(bubbles.list.children[1]).toBe(entry);
    expect(bubbles.list.querySelector('img')).toBeNull();
    expect(bubbles.list.textContent).toContain('<img src=x');
    one.deleted = true;
    bubbles.show([one], now);
    expect(bubbles.list.children).toHaveLength(2);
    expect(bubbles.list.textContent).toContain('Message deleted');
  });
});
