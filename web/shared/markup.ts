/** What may be seen in a text: links and the emphasis that messengers use. Parsed into pieces, never into HTML. */
export interface Piece {
  text: string;
  kind?: 'link' | 'bold' | 'italic' | 'strike' | 'code' | 'hit';
  href?: string;
}

const LINK =
  /\b(?:https?:\/\/|www\.)[^\s<>«»"]+[^\s<>«»".,:;!?)\]}'…]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w@.])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|ru|org|net|io|shop|store|рф)(?:\/[^\s<>«»"]*[^\s<>«»".,:;!?)\]}'…])?(?![\w@])/giu;
const MARKS: Record<string, Piece['kind']> = { '*': 'bold', _: 'italic', '~': 'strike', '`': 'code' };
/** A mark opens at the start of a word and closes at the end of one, so `2*3*4` stays what it is. */
const EMPHASIS = /(?<=^|[\s([{"«“.,!?:;])([*_~`])(?=\S)([^\n]*?\S)\1(?=$|[\s)\]}"»”.,!?:;])/gu;

export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(LINK)) {
    if (match.index > at) found.push(...emphasised(text.slice(at, match.index)));
    found.push({ kind: 'link', text: match[0], href: hrefOf(match[0]) });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push(...emphasised(text.slice(at)));
  return found;
}

function emphasised(text: string): Piece[] {
  const found: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(EMPHASIS)) {
    if (match.index > at) found.push({ text: text.slice(at, match.index) });
    found.push({ kind: MARKS[match[1] as string], text: match[2] as string });
    at = match.index + match[0].length;
  }
  if (at < text.length) found.push({ text: text.slice(at) });
  return found;
}

function hrefOf(link: string): string {
  if (/^https?:\/\//i.test(link)) return link;
  return link.includes('@') && !link.includes('/') ? `mailto:${link}` : `https://${link}`;
}

const PICTOGRAM =
  /^(?:\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*|\p{Regional_Indicator}{2}|\s){1,12}$/u;

/** A text of up to three pictures is shown large. */
export function isOnlyEmoji(text: string): boolean {
  const plain = text.trim();
  return plain.length > 0 && plain.length <= 24 && PICTOGRAM.test(plain) && [...graphemes(plain)].length <= 3;
}

function graphemes(text: string): Iterable<unknown> {
  if ('Segmenter' in Intl) {
    return [...new Intl.Segmenter().segment(text)].filter((part) => part.segment.trim());
  }
  return [...text.replace(/\s/g, '')];
}
