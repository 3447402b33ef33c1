import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import { addTexts, speak } from '../../shared/i18n';
import type { Document, Known } from '../form';
import { pathText, valueText } from './windows/words';
import { listed, placed } from './words';

const texts = (path: string): Record<string, string> =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<string, string>;

/** The built-in CRM counts its employees as the hub counts its channels. */
const known = { employees: [{ id: '1', name: 'Anna' }], pipelines: [], crm: 'builtin', refreshedAt: null } as Known;
const form = { channels: [{ id: '1', name: 'Shop' }] } as unknown as Document;

beforeAll(() => {
  speak('en', texts('../../shared/texts/en.json'));
  addTexts(texts('./texts/en.json'));
  addTexts(texts('./windows/texts/en.json'));
});

test('a mistake is told with its channel and its person, whose ids may look alike', () => {
  const weight = { path: '/channels/1/newClients/weights/1', code: 'weight' };
  const name = { path: '/channels/1/name', code: 'channel_name' };
  expect(placed(form, known, weight)).toBe('Shop: Anna: A weight is a whole number from 1 to 100');
  expect(placed(form, known, name)).toBe('Shop: Name: 1 to 60 characters, no repeats');
});

test.each([
  ['/channels/1/roles/1/role', 'auditor', 'Shop · Role · Anna', 'Quality control'],
  ['/channels/1/access/1', 'READ', 'Shop · Access · Anna', 'Read only'],
  ['/channels/1/newClients/algorithm', 'BY_TURN', 'Shop · Who becomes responsible', 'By turn'],
  ['/channels/1/newClients/order', ['1'], 'Shop · Order of the turn', 'Anna'],
  ['/defaultChannel/1', '1', 'Default channel · Anna', 'Shop'],
  ['/globalChat/mode', 'ALL', 'Global chat', 'Everyone sees all chats'],
  ['/eightIsSeven', false, '8 as +7', 'No'],
  ['/channels/1/newClients/stage', undefined, 'Shop · Stage', '—'],
])('%s is %s', (path, value, field, words) => {
  expect(pathText(path, form, known)).toBe(field);
  expect(valueText(path, value, form, known)).toBe(words);
});

test('long lists of names are shortened', () => {
  expect(listed(['1', 'b', 'c', 'd', 'e', 'f', 'g'], known)).toBe('Anna, b, c, d, e and 2 more');
});
