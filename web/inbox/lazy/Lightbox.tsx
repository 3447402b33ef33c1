import { useEffect, useRef, useState } from 'react';
import { t } from '../../shared/i18n';
import type { FileRow } from '../../shared/types';
import { IconButton } from '../../shared/ui';

const ZOOMS = [1, 2, 4];

/** Pictures over everything: arrows go on, a click or + looks closer, Esc closes. */
export function Lightbox({ files, start, onClose }: { files: FileRow[]; start: number; onClose: () => void }) {
  const box = useRef<HTMLDialogElement>(null);
  const [at, setAt] = useState(start);
  const [zoom, setZoom] = useState(1);
  const file = files[at];
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    box.current?.showModal();
    return () => before?.focus();
  }, []);
  const go = (by: number) => {
    setAt(Math.max(0, Math.min(files.length - 1, at + by)));
    setZoom(1);
  };
  const closer = (by: number) =>
    setZoom(ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, ZOOMS.indexOf(zoom) + by))] as number);
  if (!file) return null;
  return (
    <dialog
      ref={box}
      className="lightbox"
      aria-label={file.name}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onKeyDown={(event) => {
        const move: Record<string, () => void> = {
          ArrowLeft: () => go(-1),
          ArrowRight: () => go(1),
          '+': () => closer(1),
          '=': () => closer(1),
          '-': () => closer(-1),
        };
        const run = move[event.key];
        if (!run) return;
        event.preventDefault();
        run();
      }}
    >
      <header>
        <span className="one-line grow">{file.name}</span>
        <span className="number" aria-live="polite">
          {t('media.of', { n: at + 1, of: files.length })}
        </span>
        <a
          className="icon-button"
          href={file.url ?? ''}
          download={file.name}
          aria-label={t('media.save')}
          title={t('media.save')}
        >
          <DownloadIcon />
        </a>
        <IconButton icon="close" label={t('close')} onClick={onClose} />
      </header>
      <div
        className="lightbox-body scroller"
        onClick={(event) => {
          if (event.target === event.currentTarget) onClose();
        }}
      >
        <button
          type="button"
          className={zoom > 1 ? 'lightbox-picture zoomed' : 'lightbox-picture'}
          aria-label={zoom > 1 ? t('media.less') : t('media.closer')}
          onClick={() => setZoom(zoom > 1 ? 1 : 2)}
        >
          <img
            src={file.url ?? ''}
            alt={file.name}
            style={zoom > 1 ? { width: `${zoom * 100}%`, maxWidth: 'none', maxHeight: 'none' } : {}}
          />
        </button>
      </div>
      {at > 0 && (
        <span className="lightbox-go before">
          <IconButton icon="back" label={t('media.before')} onClick={() => go(-1)} />
        </span>
      )}
      {at < files.length - 1 && (
        <span className="lightbox-go after">
          <IconButton icon="forward" label={t('media.after')} onClick={() => go(1)} />
        </span>
      )}
    </dialog>
  );
}

function DownloadIcon() {
  return (
    <svg
      width={20}
      height={20}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      aria-hidden="true"
    >
      <path d="M12 4v11M7 11l5 5 5-5M5 20h14" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
