import { useState } from 'react';
import { t } from '../../shared/i18n';
import { size } from '../../shared/time';
import type { FileRow, MessageRow } from '../../shared/types';
import { Icon } from '../../shared/ui';
import { parley } from '../../shared/parley';
import { show } from '../why';
import { Voice } from './Voice';

const WIDEST = 320;
const HIGHEST = 340;

/** Boxes have the server's width and height before anything is loaded, so nothing moves. */
function box({ w, h }: FileRow): { width: number; height: number } {
  if (!w || !h) return { width: 240, height: 180 };
  const scale = Math.min(1, WIDEST / w, HIGHEST / h);
  return { width: Math.max(96, Math.round(w * scale)), height: Math.max(64, Math.round(h * scale)) };
}

function isPicture(file: FileRow, row: MessageRow): boolean {
  return row.kind === 'image' || row.kind === 'sticker' || (!!file.mime?.startsWith('image/') && !!file.w);
}

/** Every picture of the thread that is here, so that the arrows of the lightbox go on to the next message's. */
function openPicture(file: FileRow, chat: string): void {
  const all = (parley.store.thread(chat)?.rows ?? [])
    .flatMap((row) => row.files.filter((one) => isPicture(one, row) && row.kind !== 'sticker'))
    .filter((one) => one.url);
  const at = all.findIndex((one) => one.url === file.url);
  show({ kind: 'pictures', files: at < 0 ? [file] : all, at: Math.max(0, at) });
}

export function Files({ row, network }: { row: MessageRow; network: string }) {
  const few = row.files.length === 1;
  const pictures = row.files.filter((file) => isPicture(file, row));
  const rest = row.files.filter((file) => !isPicture(file, row));
  return (
    <>
      {pictures.length > 0 && (
        <div className={few ? 'pictures' : 'pictures many'}>
          {pictures.map((file, index) => (
            <Picture key={file.id ?? index} file={file} row={row} network={network} />
          ))}
        </div>
      )}
      {rest.map((file, index) => (
        <OneFile key={file.id ?? index} file={file} row={row} network={network} />
      ))}
    </>
  );
}

function Picture({ file, row, network }: { file: FileRow; row: MessageRow; network: string }) {
  const [broken, setBroken] = useState(false);
  const { width, height } = box(file);
  if (!file.url || broken) return <NotHere file={file} network={network} gone={broken || file.state === 'gone'} />;
  const picture = (
    <img
      src={file.thumb ?? file.url}
      alt={file.name}
      width={width}
      height={height}
      loading="lazy"
      decoding="async"
      onError={() => setBroken(true)}
    />
  );
  if (row.kind === 'sticker') return <span className="sticker">{picture}</span>;
  return (
    <button
      type="button"
      className="picture"
      aria-label={t('media.open', { name: file.name })}
      onClick={() => openPicture(file, row.chat)}
    >
      {picture}
    </button>
  );
}

function OneFile({ file, row, network }: { file: FileRow; row: MessageRow; network: string }) {
  const [broken, setBroken] = useState(false);
  if (!file.url || broken) return <NotHere file={file} network={network} gone={broken || file.state === 'gone'} />;
  if (row.kind === 'voice' || row.kind === 'audio' || file.mime?.startsWith('audio/'))
    return <Voice file={file} named={row.kind !== 'voice'} onLost={() => setBroken(true)} />;
  if (row.kind === 'video' || file.mime?.startsWith('video/')) {
    const { width, height } = box(file);
    return (
      <video
        className="bubble-video"
        controls
        playsInline
        preload="metadata"
        aria-label={file.name}
        poster={file.thumb ?? undefined}
        width={width}
        height={height}
        src={file.url}
        onError={() => setBroken(true)}
      />
    );
  }
  return (
    <a className="file" href={file.url} download={file.name} target="_blank" rel="noreferrer">
      <span className="file-icon">
        <Icon name="file" size={20} />
      </span>
      <span className="file-words">
        <span className="file-name">{file.name}</span>
        <span className="file-size">{size(file.size)}</span>
      </span>
      <Icon name="download" size={18} />
    </a>
  );
}

function NotHere({ file, network, gone }: { file: FileRow; network: string; gone: boolean }) {
  return (
    <span className="file missing">
      <span className="file-icon">
        <Icon name={gone ? 'warning' : 'clock'} size={20} />
      </span>
      <span className="file-words">
        <span>{gone ? t('media.gone') : t('media.loading', { type: network })}</span>
        <span className="file-size">{[file.name, file.size ? size(file.size) : ''].filter(Boolean).join(' · ')}</span>
      </span>
    </span>
  );
}
