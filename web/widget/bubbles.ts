import { h, icon, linked } from './dom';
import { clockTime, dayName, fileSize, t, type Key } from './texts';
import type { Attachment, Item } from './types';

export interface Hands {
  retry(key: string): void;
  remove(key: string): void;
  quoted(id: string): Item | undefined;
  url(file: Attachment): string | undefined;
}

const TOGETHER = 5 * 60_000;

/** The thread on the screen: one list entry per bubble, made once and changed only when its item has changed. */
export class Bubbles {
  readonly list = h('ol', { class: 'list' });
  private readonly entries = new Map<string, { entry: HTMLElement; drawn: string }>();

  constructor(private readonly hands: Hands) {}

  /** @param now for the names of days */
  show(items: readonly Item[], now: Date): void {
    const wanted: HTMLElement[] = [];
    const keys = new Set<string>();
    let before: Item | undefined;
    for (const [index, item] of items.entries()) {
      const day = dayName(item.at, now);
      if (!before || dayName(before.at, now) !== day) wanted.push(this.entry(keys, `day:${day}`, day, () => daySign(day)));
      const next = items[index + 1];
      const first = !before || !together(before, item);
      const last = !next || !together(item, next);
      const drawn = JSON.stringify({ ...item, progress: undefined });
      const entry = this.entry(keys, item.key, drawn, () => this.bubble(item));
      entry.classList.toggle('first', first);
      entry.classList.toggle('last', last);
      const bar = item.state === 'uploading' && entry.querySelector('progress');
      if (bar) bar.value = item.progress ?? 0;
      wanted.push(entry);
      before = item;
    }
    for (const [key, { entry }] of this.entries)
      if (!keys.has(key)) {
        entry.remove();
        this.entries.delete(key);
      }
    // Entries that are in their place are not touched: a screen reader reads out what is put in.
    wanted.forEach((entry, index) => {
      if (this.list.children[index] !== entry) this.list.insertBefore(entry, this.list.children[index] ?? null);
    });
  }

  private entry(keys: Set<string>, key: string, drawn: string, make: () => HTMLElement): HTMLElement {
    keys.add(key);
    const known = this.entries.get(key);
    if (known?.drawn === drawn) return known.entry;
    const entry = make();
    if (known) {
      // What has been there does not come in once more.
      entry.classList.add('still');
      known.entry.replaceWith(entry);
    }
    this.entries.set(key, { entry, drawn });
    return entry;
  }

  private bubble(item: Item): HTMLElement {
    const who = item.mine ? t('me') : (item.name ?? t('us'));
    const bubble = h('div', { class: 'bubble' }, h('span', { class: 'sr' }, `${who}: `));
    if (item.deleted) bubble.append(h('em', {}, t('deleted')));
    else {
      const quoted = item.replyTo ? this.hands.quoted(item.replyTo) : undefined;
      const words = quoted?.text ?? quoted?.files[0]?.name;
      if (words) bubble.append(h('blockquote', { 'aria-label': t('quote', { text: words }) }, words));
      for (const file of item.files) bubble.append(this.file(file, item));
      if (item.text) bubble.append(h('span', { class: 'text' }, ...linked(item.text)));
    }
    bubble.append(meta(item));
    if (item.emoji && !item.deleted) bubble.append(h('span', { class: 'emoji' }, item.emoji));
    const isPicture = item.files.length === 1 && item.files.every(isImage) && !item.deleted;
    const classes = [
      'item',
      item.mine ? 'mine' : 'theirs',
      item.state,
      isPicture && !item.text && 'picture',
    ];
    return h(
      'li',
      { class: classes.filter(Boolean).join(' '), 'data-key': item.key },
      !item.mine && item.name ? h('span', { class: 'who', 'aria-hidden': true }, item.name) : null,
      bubble,
      item.state === 'failed' || item.problem ? this.trouble(item) : null,
    );
  }

  private trouble(item: Item): HTMLElement {
    const why = item.problem ? t(item.problem as Key, { max: fileSize(25 << 20) }) : t('failed');
    const again = ['tooBig', 'wrongKind', 'badName', 'emptyFile', 'tooLong'].includes(item.problem ?? '');
    return h(
      'span',
      { class: 'trouble' },
      icon('alert', 14),
      why,
      item.state === 'failed' && !again
        ? h('button', { type: 'button', click: () => this.hands.retry(item.key) }, t('retry'))
        : null,
      item.state === 'failed'
        ? h('button', { type: 'button', click: () => this.hands.remove(item.key) }, t('remove'))
        : null,
    );
  }

  private file(file: Attachment, item: Item): HTMLElement {
    const url = this.hands.url(file);
    if (isImage(file) && url && item.state !== 'uploading') return picture(file, url);
    const size = fileSize(file.size);
    const inside = [
      h('span', { class: 'sign' }, icon('file')),
      h('span', { class: 'words' }, h('b', {}, file.name), h('small', {}, size)),
    ];
    if (item.state === 'uploading') {
      const bar = h('progress', { max: 1, value: item.progress ?? 0, 'aria-label': t('file', { name: file.name }) });
      const stop = h(
        'button',
        {
          type: 'button',
          class: 'stop',
          'aria-label': t('cancel', { name: file.name }),
          click: () => this.hands.remove(item.key),
        },
        icon('close', 16),
      );
      return h('div', { class: 'file' }, ...inside, stop, bar);
    }
    if (!url) return h('div', { class: 'file' }, ...inside);
    return h('a', { class: 'file', href: url, download: file.name, 'aria-label': t('save', { name: file.name, size }) }, ...inside);
  }
}

export const isImage = (file: Attachment): boolean => /^image\/(png|jpeg|gif|webp|avif)$/.test(file.mime);

/** Its place is kept before it comes, so nothing moves. */
function picture(file: Attachment, url: string): HTMLElement {
  const [width, height] = [file.width ?? 4, file.height ?? 3];
  const image = h('img', { src: url, alt: t('picture', { name: file.name }), loading: 'lazy', decoding: 'async' });
  image.style.aspectRatio = `${width} / ${height}`;
  if (!file.width) image.onload = () => (image.style.aspectRatio = `${image.naturalWidth} / ${image.naturalHeight}`);
  if (file.width) image.style.width = `${Math.min(file.width, (240 * width) / Math.max(width, height))}px`;
  return h('a', { class: 'image', href: url, target: '_blank', rel: 'noopener' }, image);
}

function meta(item: Item): HTMLElement {
  const parts: (Node | string)[] = [];
  if (item.edited && !item.deleted) parts.push(`${t('edited')} · `);
  parts.push(h('time', { datetime: item.at.toISOString() }, clockTime(item.at)));
  if (item.mine && item.state !== 'failed' && item.state !== 'uploading') {
    const sent = item.state === 'sent';
    parts.push(icon(sent ? 'tick' : 'clock', 13), h('span', { class: 'sr' }, t(sent ? 'sent' : 'sending')));
  }
  return h('span', { class: 'meta' }, ...parts);
}

const daySign = (day: string): HTMLElement => h('li', { class: 'day' }, h('span', {}, day));

const together = (a: Item, b: Item): boolean =>
  a.mine === b.mine && a.name === b.name && b.at.getTime() - a.at.getTime() < TOGETHER;
