import { expect, it } from 'vitest';
import type { FieldKind, FormField } from '../shared/types';
import { endOf, givenBy, type Connected } from './form';

function field(key: string, kind: FieldKind): FormField {
  return { key, kind, label: {}, required: false };
}

it('keeps what is shown apart from what is typed; a note goes with the values that it stands behind', () => {
  const fields = [
    field('token', 'secret'),
    field('modeNote', 'note'),
    field('hook', 'copy'),
    field('hookNote', 'note'),
    field('look', 'page'),
  ];

  expect(givenBy(fields).map((one) => one.key)).toEqual(['hook', 'hookNote', 'look']);
  expect(givenBy([field('token', 'secret'), field('note', 'note')])).toEqual([]);
});

it('knows of a secret how it ends, and nothing of one that was never set', () => {
  const channel = (token: unknown) => ({ fields: { token } }) as unknown as Connected;

  expect(endOf(channel({ set: true, ends: '7f3a' }), field('token', 'secret'))).toBe('7f3a');
  expect(endOf(channel({ set: false, ends: '' }), field('token', 'secret'))).toBeNull();
  expect(endOf(null, field('token', 'secret'))).toBeNull();
});
