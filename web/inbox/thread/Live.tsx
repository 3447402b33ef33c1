import { useEffect, useRef, useState } from 'react';
import type { MessageRow } from '../../shared/types';

const PAUSE = 1_500;

/** Says the client's new messages to those who hear the page: of the open chat only, and not too often. */
export function LiveRegion(props: {
  chat: string;
  name: string;
  last: MessageRow | undefined;
  words: (row: MessageRow) => string;
}) {
  const { chat, name, last, words } = props;
  const before = useRef(last?.seq);
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (!last || last.seq === before.current) return;
    before.current = last.seq;
    if (last.out || last.kind === 'system') return;
    const timer = setTimeout(() => setSaid(`${name}: ${words(last)}`), PAUSE / 3);
    return () => clearTimeout(timer);
  }, [chat, last?.seq]);
  return (
    <div className="hidden-text" aria-live="polite">
      {said}
    </div>
  );
}
