import { h } from './dom';
import { t, type Key } from './texts';
import type { FormField } from './types';

/** Who are you: shown before the first message where the owner asks for it. */
export function introduction(fields: FormField[], done: (values: Record<string, unknown>) => void): HTMLFormElement {
  const form = h('form', { class: 'introduction', novalidate: true }, h('h2', {}, t('formTitle')));
  const inputs = fields.map((field) => ({ field, input: input(field), error: h('p', { class: 'error', id: `${field.key}-error` }) }));
  for (const { field, input: control, error } of inputs) {
    control.addEventListener('input', () => complain(control, error, ''));
    form.append(field.key === 'consent' ? consent(field, control, error) : line(field, control, error));
  }
  form.append(h('button', { type: 'submit', class: 'start' }, t('start')));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wrong = inputs.filter(({ field, input: control, error }) => {
      const problem = isMissing(field, control) ? t(NEEDED[field.key]) : '';
      complain(control, error, problem);
      return problem;
    });
    if (wrong[0]) return wrong[0].input.focus();
    done(Object.fromEntries(inputs.map(({ field, input: control }) => [field.key, valueOf(field, control)])));
  });
  return form;
}

const NEEDED: Record<FormField['key'], Key> = { name: 'needName', phone: 'needPhone', consent: 'needConsent' };

function input({ key, required }: FormField): HTMLInputElement {
  const kinds = { name: 'text', phone: 'tel', consent: 'checkbox' };
  return h('input', {
    id: key,
    name: key,
    type: kinds[key],
    autocomplete: key === 'phone' ? 'tel' : key,
    maxlength: key === 'phone' ? 40 : 100,
    'aria-required': required ? 'true' : undefined,
    'aria-describedby': `${key}-error`,
  });
}

function line({ key, required }: FormField, control: HTMLInputElement, error: HTMLElement): HTMLElement {
  const label = h('label', { for: key }, t(key as Key), required ? null : h('small', {}, ` · ${t('optional')}`));
  return h('div', { class: 'line' }, label, control, error);
}

function consent({ link }: FormField, control: HTMLInputElement, error: HTMLElement): HTMLElement {
  const terms = link ? h('a', { href: link, target: '_blank', rel: 'noopener nofollow' }, t('terms')) : null;
  const label = h('label', { for: 'consent' }, t('consent'));
  return h('div', { class: 'consent' }, control, h('span', {}, label, terms ? ' · ' : null, terms), error);
}

const valueOf = ({ key }: FormField, control: HTMLInputElement): unknown =>
  key === 'consent' ? control.checked : control.value.trim() || undefined;

/** A phone has five digits at least; what is not asked for may be anything. */
function isMissing(field: FormField, control: HTMLInputElement): boolean {
  const value = valueOf(field, control);
  if (field.key === 'phone' && value) return String(value).replace(/\D/g, '').length < 5;
  return field.required && !value;
}

function complain(control: HTMLInputElement, error: HTMLElement, problem: string): void {
  error.textContent = problem;
  if (problem) control.setAttribute('aria-invalid', 'true');
  else control.removeAttribute('aria-invalid');
}
