import { beforeAll, expect, it } from 'vitest';
import { speak } from '../../shared/i18n';
import own from './texts/en.json';
import { worded, type CrmType } from './form';

const type: CrmType = {
  type: 'paper',
  name: { en: 'Paper CRM', ru: 'Бумажная CRM' },
  about: {},
  form: [],
  reasons: { plan_over: { en: 'The plan has ended: pay for it.', ru: 'Тариф кончился: оплатите его.' } },
};

beforeAll(() => speak('en', own));

it('words a refusal as the adapter does, else as all CRMs do', () => {
  expect(worded(type, 'plan_over')).toBe('The plan has ended: pay for it.');
  expect(worded(type, 'wrong_secret')).toMatch(/^Paper CRM did not accept this token/);
  expect(worded(type, 'required')).toBeUndefined();
});
