import { createRoot } from 'react-dom/client';
import { expect, it } from 'vitest';
import { Instructions } from './Instructions';

async function drawn(text: string): Promise<HTMLElement> {
  const place = document.createElement('div');
  createRoot(place).render(<Instructions text={text} />);
  await new Promise((done) => setTimeout(done));
  return place;
}

it('makes steps of numbered lines, and paragraphs of the rest', async () => {
  const place = await drawn('1. Open [@BotFather](https://t.me/BotFather).\n2. Send **/newbot**.\n\nCopy `123:AA…`.');

  expect([...place.querySelectorAll('ol > li')].map((one) => one.textContent)).toEqual([
    'Open @BotFather.',
    'Send /newbot.',
  ]);
  expect(place.querySelector('a')?.href).toBe('https://t.me/BotFather');
  expect(place.querySelector('b')?.textContent).toBe('/newbot');
  expect(place.querySelector('p code')?.textContent).toBe('123:AA…');
});

it('makes elements of nothing else: neither tags nor scripts as addresses', async () => {
  const place = await drawn('<img src=x onerror=alert(1)> [here](javascript:alert(1))');

  expect(place.querySelectorAll('img, a')).toHaveLength(0);
  expect(place.textContent).toBe('<img src=x onerror=alert(1)> [here](javascript:alert(1))');
});
