import { h, icon } from './dom';
import { t } from './texts';

export interface Sends {
  text(text: string): void;
  files(files: File[]): void;
  types(): void;
}

/** Where the visitor writes. What is typed survives closing the chat; the box empties the moment it is sent. */
export function composer(sends: Sends): { element: HTMLFormElement; field: HTMLTextAreaElement; limit(most: number): void } {
  const field = h('textarea', {
    rows: 1,
    placeholder: t('field'),
    'aria-label': t('fieldName'),
    enterkeyhint: 'send',
    autocomplete: 'off',
  });
  const send = h('button', { type: 'submit', class: 'send', 'aria-label': t('send'), title: t('send') }, icon('send'));
  const picker = h('input', { type: 'file', multiple: true, hidden: true, tabindex: -1, 'aria-hidden': true });
  const attach = h(
    'button',
    { type: 'button', class: 'attach', 'aria-label': t('attach'), title: t('attach'), click: () => picker.click() },
    icon('clip'),
  );
  const element = h('form', { class: 'composer' }, attach, picker, field, send);

  const fit = (): void => {
    field.style.height = 'auto';
    field.style.height = `${field.scrollHeight}px`;
    element.classList.toggle('ready', field.value.trim() !== '');
  };
  field.addEventListener('input', () => {
    fit();
    if (field.value.trim()) sends.types();
  });
  field.addEventListener('keydown', (event) => {
    // Enter that ends the choice of a character is no Enter.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    element.requestSubmit();
  });
  field.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    sends.files(files);
  });
  element.addEventListener('submit', (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    field.value = '';
    fit();
    field.focus();
    sends.text(text);
  });
  picker.addEventListener('change', () => {
    sends.files([...(picker.files ?? [])]);
    picker.value = '';
    field.focus();
  });
  return { element, field, limit: (most) => field.setAttribute('maxlength', String(most)) };
}

/** Files dragged over the chat are taken anywhere on it. */
export function takesDrops(whole: HTMLElement, take: (files: File[]) => void): void {
  const sign = h('div', { class: 'drop', 'aria-hidden': true }, h('span', {}, icon('clip', 28), t('drop')));
  let depth = 0;
  const over = (change: number): void => {
    depth = Math.max(0, depth + change);
    if (depth) whole.append(sign);
    else sign.remove();
  };
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
  whole.addEventListener('dragenter', (event) => {
    if (hasFiles(event)) over(1);
  });
  whole.addEventListener('dragleave', (event) => {
    if (hasFiles(event)) over(-1);
  });
  whole.addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault();
  });
  whole.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    over(-depth);
    take([...(event.dataTransfer?.files ?? [])]);
  });
}
