/**
 * Texts in an ICU subset: `{name}`, `{n, plural, one {…} other {…}}` with `#`, `{x, select, yes {…} other {…}}`.
 * One language is loaded at a time; the same files are read by the server.
 */
import type { Args, Language, Texts } from './types';
import type channels from '../channels/texts/ru.json';
import type crm from '../crm/texts/ru.json';
import type connect from '../settings/connect/texts/ru.json';
import type embed from '../embed/texts/ru.json';
import type integration from '../settings/integration/texts/ru.json';
import type windows from '../settings/integration/windows/texts/ru.json';
import type settings from '../settings/texts/ru.json';
import type sign from '../sign/texts/ru.json';
import type webhooks from '../settings/webhooks/texts/ru.json';
import type inbox from '../inbox/texts/ru.json';
import type ru from './texts/ru.json';

/** Every text there is, those of lazy parts included. */
export type TextKey =
  | keyof typeof ru
  | keyof typeof inbox
  | keyof typeof embed
  | keyof typeof sign
  | keyof typeof crm
  | keyof typeof settings
  | keyof typeof channels
  | keyof typeof connect
  | keyof typeof integration
  | keyof typeof windows
  | keyof typeof webhooks;

type Node = string | { name: string } | { name: string; kind: 'plural' | 'select'; cases: Record<string, Node[]> };

const messages: Record<string, string> = {};
const parsed = new Map<string, Node[]>();
let current: Language = 'ru';
let pluralOf = new Intl.PluralRules(current);
let numberOf = new Intl.NumberFormat(current);

export function language(): Language {
  return current;
}

/** Replaces the texts in use. A lazy part of the application adds its own with {@link addTexts}. */
export function speak(lang: Language, texts: Record<string, string>): void {
  for (const key of Object.keys(messages)) delete messages[key];
  parsed.clear();
  current = lang;
  pluralOf = new Intl.PluralRules(lang);
  numberOf = new Intl.NumberFormat(lang);
  Object.assign(messages, texts);
}

export function addTexts(texts: Record<string, string>): void {
  Object.assign(messages, texts);
}

export function t(key: TextKey, args: Args = {}): string {
  return text(key, args) ?? key;
}

/** A text whose key the server chose (reasons, errors); nothing when this client does not know it yet. */
export function text(key: string, args: Args = {}): string | undefined {
  const source = messages[key];
  if (source === undefined) return undefined;
  let nodes = parsed.get(key);
  if (!nodes) parsed.set(key, (nodes = parse(source)));
  return render(nodes, args);
}

/** The text of an adapter in the language in use, or whatever it has. */
export function ofTexts(texts: Texts | null | undefined): string {
  return texts?.[current] ?? texts?.en ?? texts?.ru ?? '';
}

export function format(source: string, args: Args = {}): string {
  return render(parse(source), args);
}

function render(nodes: Node[], args: Args, count?: number): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return count === undefined ? node : node.replaceAll('#', numberOf.format(count));
      const value = args[node.name];
      if (!('kind' in node)) return typeof value === 'number' ? numberOf.format(value) : String(value ?? '');
      if (node.kind === 'select') return render(node.cases[String(value)] ?? node.cases.other ?? [], args, count);
      const number = Number(value ?? 0);
      const chosen = node.cases[`=${number}`] ?? node.cases[pluralOf.select(number)] ?? node.cases.other ?? [];
      return render(chosen, args, number);
    })
    .join('');
}

/** Throws for a text that is not well formed; the check of the build runs it over every text. */
export function parse(source: string): Node[] {
  let at = 0;

  function sequence(closing: boolean): Node[] {
    const nodes: Node[] = [];
    let plain = '';
    for (;;) {
      const symbol = source[at];
      if (symbol === undefined) {
        if (closing) throw new Error(`Unclosed brace in: ${source}`);
        break;
      }
      if (symbol === '}') {
        if (!closing) throw new Error(`Stray brace in: ${source}`);
        break;
      }
      if (symbol === '{') {
        if (plain) nodes.push(plain);
        plain = '';
        at++;
        nodes.push(argument());
        continue;
      }
      plain += symbol;
      at++;
    }
    if (plain) nodes.push(plain);
    return nodes;
  }

  function argument(): Node {
    const head = /^\s*([\p{L}\p{N}_]+)\s*(,\s*(plural|select)\s*,)?/u.exec(source.slice(at));
    if (!head) throw new Error(`Bad argument in: ${source}`);
    at += head[0].length;
    const name = head[1] as string;
    if (!head[3]) {
      expect('}');
      return { name };
    }
    const cases: Record<string, Node[]> = {};
    for (;;) {
      const selector = /^\s*(=?[\p{L}\p{N}_]+)\s*\{/u.exec(source.slice(at));
      if (!selector) break;
      at += selector[0].length;
      cases[selector[1] as string] = sequence(true);
      expect('}');
    }
    if (!cases.other) throw new Error(`No "other" in: ${source}`);
    expect('}');
    return { name, kind: head[3] as 'plural' | 'select', cases };
  }

  function expect(symbol: string): void {
    while (/\s/.test(source[at] ?? '') && source[at] !== symbol) at++;
    if (source[at] !== symbol) throw new Error(`Expected ${symbol} at ${at} in: ${source}`);
    at++;
  }

  return sequence(false);
}
