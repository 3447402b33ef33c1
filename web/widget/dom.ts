type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | undefined | ((event: never) => void)>;

/** Makes an element. Text is always text: nothing here reads markup. */
export function h<T extends keyof HTMLElementTagNameMap>(
  tag: T,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[T] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value as EventListener);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

const PATHS = {
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M6 9.5l6 6 6-6',
  clip: 'M20.5 11.6l-8.4 8.3a5.4 5.4 0 0 1-7.6-7.6l8.6-8.6a3.6 3.6 0 0 1 5.1 5.1l-8.4 8.4a1.8 1.8 0 0 1-2.5-2.5l7.7-7.8',
  send: 'M4.5 12h14M12.5 5.5L19 12l-6.5 6.5',
  file: 'M13.5 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8.5zM13.5 3v5.5H19',
  clock: 'M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 7.5v5.5M12 16.4v.2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z',
} as const;

/** A drawing beside words, or inside something that has a name: silent by itself. */
export function icon(name: keyof typeof PATHS, size = 20): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const drawing = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', PATHS[name]);
  for (const [key, value] of Object.entries({
    viewBox: '0 0 24 24',
    width: size,
    height: size,
    fill: 'none',
    stroke: 'currentColor',
    'stroke-width': 1.8,
    'stroke-linecap': 'round',
    'stroke-linejoin': 'round',
    'aria-hidden': 'true',
  }))
    drawing.setAttribute(key, String(value));
  drawing.append(path);
  return drawing;
}

const LINK = /https?:\/\/[^\s<>"']+/g;

/** Text with its addresses as links; punctuation at the end belongs to the sentence, a bracket only if it was opened. */
export function linked(text: string): Child[] {
  const parts: Child[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    let address = match[0].replace(/[.,;:!?…»”]+$/, '');
    if (address.endsWith(')') && !address.includes('(')) address = address.slice(0, -1);
    parts.push(
      text.slice(from, match.index),
      h('a', { href: address, target: '_blank', rel: 'noopener nofollow' }, address.replace(/^https?:\/\//, '')),
    );
    from = match.index + address.length;
  }
  parts.push(text.slice(from));
  return parts;
}
