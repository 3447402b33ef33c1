import type { ReactNode } from 'react';

export function Tag({
  children,
  tone,
  title,
}: {
  children: ReactNode;
  tone?: 'ok' | 'warn' | 'red' | 'accent';
  title?: string;
}) {
  return (
    <span className={tone ? `tag ${tone}` : 'tag'} title={title}>
      {children}
    </span>
  );
}

/** Two letters in white on the adapter's colour; the transport's full name is its accessible name. */
export function ChannelTag({ letters, colour, name }: { letters: string; colour: string; name: string }) {
  return (
    <span className="channel-tag" style={{ backgroundColor: colour }} role="img" aria-label={name} title={name}>
      <span aria-hidden="true">{letters}</span>
    </span>
  );
}

/** The client's messages since the last answer (R58): red when this viewer has to answer. */
export function Counter({ n, red, words }: { n: number; red: boolean; words: string }) {
  return (
    <span className={red ? 'counter red' : 'counter'} title={words}>
      <span aria-hidden="true">{n > 99 ? '99+' : n}</span>
      <span className="hidden-text">{words}</span>
    </span>
  );
}
