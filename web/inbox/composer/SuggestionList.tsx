import { useEffect, useRef } from 'react';
import { t } from '../../shared/i18n';

export interface Suggestion {
  key: string;
  head: string;
  text: string;
  run: () => void;
}

export interface Suggestions {
  items: Suggestion[];
  at: number;
  loading: boolean;
  name: string;
}

/** Quick replies and pictures by name. Takes room above the box instead of covering the last bubble. */
export function SuggestionList({ items, at, loading, name }: Suggestions) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  if (!items.length)
    return (
      <p className="suggestions quiet small" role="status">
        {loading ? t('loading') : t('composer.noReplies')}
      </p>
    );
  return (
    <div ref={box} className="suggestions scroller" id="suggestions" role="listbox" aria-label={name}>
      {items.map((item, index) => (
        <div
          key={item.key}
          id={`suggestion-${index}`}
          role="option"
          aria-selected={index === at}
          className="suggestion"
          onMouseDown={(event) => {
            event.preventDefault();
            item.run();
          }}
        >
          <b>{item.head}</b>
          <span className="one-line">{item.text}</span>
        </div>
      ))}
    </div>
  );
}
