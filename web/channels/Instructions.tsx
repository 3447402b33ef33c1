import { Fragment, type ReactNode } from 'react';
import './channels.css';

const INLINE = /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\((https?:\/\/[^)\s]+)\)/g;

/** An adapter's text: paragraphs, numbered and plain lists, bold, code, links. Parsed into elements, never into HTML. */
export function Instructions({ text }: { text: string }) {
  return (
    <div className="channel-instructions stack">
      {text.split(/\n\s*\n/).map((block, index) => (
        <Block key={index} lines={block.split('\n').map((line) => line.trim())} />
      ))}
    </div>
  );
}

function Block({ lines }: { lines: string[] }) {
  const items = (mark: RegExp) => lines.map((line, index) => <li key={index}>{inline(line.replace(mark, ''))}</li>);
  const all = (mark: RegExp) => lines.every((line) => mark.test(line));
  if (all(/^\d+\. /)) return <ol>{items(/^\d+\. /)}</ol>;
  if (all(/^[-*] /)) return <ul>{items(/^[-*] /)}</ul>;
  return <p>{inline(lines.join(' '))}</p>;
}

/** One line of it. */
export function inline(text: string): ReactNode[] {
  const found: ReactNode[] = [];
  let at = 0;
  for (const match of text.matchAll(INLINE)) {
    const [whole, bold, code, name, href] = match;
    if (match.index > at) found.push(text.slice(at, match.index));
    at = match.index + whole.length;
    found.push(
      <Fragment key={match.index}>
        {bold !== undefined && <b>{bold}</b>}
        {code !== undefined && <code>{code}</code>}
        {href !== undefined && (
          <a href={href} target="_blank" rel="noreferrer">
            {name}
          </a>
        )}
      </Fragment>,
    );
  }
  found.push(text.slice(at));
  return found;
}
