import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { format, parse, speak, t } from './i18n';
import { uuid7 } from './ids';
import { isOnlyEmoji, pieces } from './markup';
import { phoneHas, readPhone, regionOf, showPhone } from './phone';
import { compareNumbers } from './positions';
import { clock, dayName, dayOf, duration, setZone } from './time';

const file = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const texts = (lang: string): Record<string, string> =>
  JSON.parse(file(`./texts/${lang}.json`)) as Record<string, string>;

describe('texts', () => {
  it.each([
    [1, 'чат'],
    [2, 'чата'],
    [5, 'чатов'],
    [11, 'чатов'],
    [21, 'чат'],
    [22, 'чата'],
    [112, 'чатов'],
    [1.5, 'чата'],
  ])('%d in Russian is «%s»', (n, word) => {
    speak('ru', texts('ru'));
    expect(t('list.unansweredChats', { n })).toMatch(new RegExp(`^[\\d,\\s]+ ${word} без ответа$`));
  });

  it.each([
    [1, '1 unanswered chat'],
    [2, '2 unanswered chats'],
    [1_200, '1,200 unanswered chats'],
  ])('%d in English', (n, words) => {
    speak('en', texts('en'));
    expect(t('list.unansweredChats', { n })).toBe(words);
  });

  it('chooses cases, nests and counts exactly', () => {
    speak('en', {});
    expect(format('{a, select, yes {Y {n}} other {N}}', { a: 'yes', n: 3 })).toBe('Y 3');
    expect(format('{a, select, yes {Y} other {N}}', { a: 'x' })).toBe('N');
    expect(format('{n, plural, =0 {none} one {# of {k}} other {# of {k}}}', { n: 0, k: 'x' })).toBe('none');
    expect(format('{n, plural, one {# of {k}} other {# of {k}}}', { n: 2, k: 'x' })).toBe('2 of x');
  });

  it.each(['{n, plural, one {#}}', '{n', 'a } b', '{n, plural, other {#}'])('%s is not well formed', (source) => {
    expect(() => parse(source)).toThrow();
  });

  it.each(['ru', 'en'])('every text of %s parses', (lang) => {
    for (const [key, source] of Object.entries(texts(lang))) expect(() => parse(source), key).not.toThrow();
  });

  it('shows the key of a text that is not there', () => {
    speak('en', {});
    expect(t('row.you')).toBe('row.you');
  });
});

describe('phones (R52, R54)', () => {
  interface Vector {
    rule: string;
    typed: string;
    reading: string;
    phone: string | null;
  }
  // The same cases as the server's.
  const vectors = JSON.parse(file('../../src/test/resources/vectors/phone.json')) as Vector[];

  it.each(vectors)('$typed as $reading', ({ typed, reading, phone }) => {
    expect(readPhone(typed, reading === 'EIGHT_IS_RUSSIA')).toBe(phone);
  });

  it.each([
    ['916 456', true],
    ['8916456', true],
    ['8 (916) 456-98-12', true],
    ['+7 916', true],
    ['79164569812', true],
    ['9812', true],
    ['+8916', false],
    ['12', false],
    ['Анна 916', false],
  ])('%s is looked for in +79164569812: %s', (typed, found) => {
    expect(phoneHas('+79164569812', typed)).toBe(found);
  });

  it('takes an 8 for what it is where it is not read as +7', () => {
    expect(phoneHas('+79164569812', '8916', false)).toBe(false);
    expect(phoneHas('+81312345678', '8131', false)).toBe(true);
  });

  it('shows numbers so that they can be read', () => {
    expect(showPhone('79164569812')).toBe('+7 916 456-98-12');
    expect(showPhone('@anna')).toBe('@anna');
    expect(regionOf('+79164569812')).toBe('RU');
    expect(regionOf('+77012345678')).toBe('KZ');
    expect(regionOf('+81312345678')).toBe('JP');
  });
});

describe('what is seen in a text', () => {
  it.each([
    ['see https://example.com/a?b=1.', 'https://example.com/a?b=1'],
    ['(www.example.com)', 'https://www.example.com'],
    ['write to a.b@example.com!', 'mailto:a.b@example.com'],
    ['магазин shop.ru тут', 'https://shop.ru'],
  ])('%s', (text, href) => {
    expect(pieces(text).find((piece) => piece.kind === 'link')?.href).toBe(href);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '<a href="x">'])('%s is no link', (text) => {
    expect(pieces(text).every((piece) => piece.kind !== 'link')).toBe(true);
  });

  it('marks whole words and leaves arithmetic alone', () => {
    expect(pieces('a *bold* word')).toEqual([{ text: 'a ' }, { kind: 'bold', text: 'bold' }, { text: ' word' }]);
    expect(pieces('_i_, ~s~ `c`').map((piece) => piece.kind)).toEqual([
      'italic',
      undefined,
      'strike',
      undefined,
      'code',
    ]);
    expect(pieces('2*3*4 and snake_case_name')).toEqual([{ text: '2*3*4 and snake_case_name' }]);
  });

  it('loses no letter of a text', () => {
    for (const text of ['a https://b.ru/c_d_ e', 'x@y.ru,www.z.com', '* not * bold', '\n\n*a*\n'])
      expect(
        pieces(text)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text.replace(/\*(a)\*/, '$1'));
  });

  it.each([
    ['👍', true],
    ['👍🎉', true],
    ['👨‍💼', true],
    ['🇷🇺', true],
    ['👍👍👍👍', false],
    ['ok 👍', false],
    ['5', false],
    ['', false],
  ])('%s is only pictures: %s', (text, only) => {
    expect(isOnlyEmoji(text)).toBe(only);
  });
});

describe('numbers and times', () => {
  beforeEach(() => {
    speak('ru', {});
    setZone('Europe/Moscow');
  });

  it('compares positions that are too large for a number', () => {
    expect(compareNumbers('9', '10')).toBeLessThan(0);
    expect(compareNumbers('90071992547409931', '90071992547409930')).toBeGreaterThan(0);
    expect(compareNumbers('5', '5')).toBe(0);
  });

  it('makes ids that rise with time and say their version', () => {
    const one = uuid7(1_000);
    const two = uuid7(2_000);
    expect(one < two).toBe(true);
    expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("tells days and hours in the company's zone", () => {
    const at = '2026-03-01T22:30:00Z';
    expect(dayOf(at)).toBe('2026-03-02');
    expect(clock(at)).toBe('01:30');
    expect(dayName(at, { today: 'T', yesterday: 'Y' }, new Date('2026-03-02T10:00:00Z'))).toBe('T');
    expect(dayName(at, { today: 'T', yesterday: 'Y' }, new Date('2026-03-03T10:00:00Z'))).toBe('Y');
    expect(duration(65.4)).toBe('1:05');
  });
});
