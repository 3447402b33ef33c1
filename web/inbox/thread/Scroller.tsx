import { Component, type ReactNode } from 'react';

interface Anchor {
  key: string;
  top: number;
}

/**
 * Keeps what is looked at in its place while bubbles come and go above and below. The end of a `column-reverse`
 * scroller is `scrollTop` 0, so opening a chat and following its end need no scrolling; everything else is anchored:
 * the place of a bubble is read right before the DOM changes, which only a class can do.
 */
export class Scroller extends Component<{
  label: string;
  atEnd: () => boolean;
  onScroll: (box: HTMLDivElement) => void;
  children: ReactNode;
  box: { current: HTMLDivElement | null };
}> {
  override getSnapshotBeforeUpdate(): Anchor | null {
    const box = this.props.box.current;
    if (!box || (this.props.atEnd() && box.scrollTop > -2)) return null;
    const edge = box.getBoundingClientRect().top;
    for (const bubble of box.querySelectorAll<HTMLElement>('[data-key]')) {
      const place = bubble.getBoundingClientRect();
      if (place.bottom > edge + 8) return { key: bubble.dataset.key as string, top: place.top };
    }
    return null;
  }

  override componentDidUpdate(_: unknown, __: unknown, anchor: Anchor | null): void {
    const box = this.props.box.current;
    if (!box || !anchor) return;
    const bubble = box.querySelector<HTMLElement>(`[data-key="${CSS.escape(anchor.key)}"]`);
    if (!bubble) return;
    const moved = bubble.getBoundingClientRect().top - anchor.top;
    if (Math.abs(moved) >= 0.5) box.scrollTop += moved;
  }

  override render() {
    const { label, onScroll, children, box } = this.props;
    return (
      <div
        ref={box}
        className="thread-scroller scroller"
        role="region"
        aria-label={label}
        tabIndex={0}
        onScroll={(event: { currentTarget: HTMLDivElement }) => onScroll(event.currentTarget)}
      >
        {children}
      </div>
    );
  }
}
