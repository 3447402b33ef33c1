import { memo } from 'react';
import { isOnlyEmoji, pieces } from '../../shared/markup';

/** A message's text: links open elsewhere, emphasis as the messengers have it. */
export const Text = memo(function Text({ text }: { text: string }) {
  if (isOnlyEmoji(text)) return <span className="bubble-text emoji">{text}</span>;
  return (
    <span className="bubble-text">
      {pieces(text).map((piece, index) => {
        switch (piece.kind) {
          case 'link':
            return (
              <a key={index} href={piece.href} target="_blank" rel="noreferrer nofollow">
                {piece.text}
              </a>
            );
          case 'bold':
            return <b key={index}>{piece.text}</b>;
          case 'italic':
            return <i key={index}>{piece.text}</i>;
          case 'strike':
            return <s key={index}>{piece.text}</s>;
          case 'code':
            return <code key={index}>{piece.text}</code>;
          default:
            return piece.text;
        }
      })}
    </span>
  );
});
