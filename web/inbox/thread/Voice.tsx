import { useEffect, useRef, useState } from 'react';
import { t } from '../../shared/i18n';
import { duration } from '../../shared/time';
import type { FileRow } from '../../shared/types';
import { Icon } from '../../shared/ui';

const SPEEDS = [1, 1.5, 2];
let speed = 1;
let playing: HTMLAudioElement | null = null;

/** The messenger's own wave, or an even line when it sent none; always the same number of bars. */
function bars(wave: number[] | null | undefined, count = 40): number[] {
  if (!wave?.length) return Array.from({ length: count }, () => 30);
  const most = Math.max(...wave, 1);
  return Array.from({ length: count }, (_, i) => {
    const value = wave[Math.floor((i * wave.length) / count)] ?? 0;
    return Math.max(12, Math.round((value / most) * 100));
  });
}

/** Only one plays at a time, and the next one plays on. */
export function Voice({ file, named, onLost }: { file: FileRow; named: boolean; onLost: () => void }) {
  const audio = useRef<HTMLAudioElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [on, setOn] = useState(false);
  const [at, setAt] = useState(0);
  const [rate, setRate] = useState(speed);
  const length = file.seconds ?? (Number.isFinite(audio.current?.duration) ? (audio.current?.duration ?? 0) : 0);
  useEffect(() => () => audio.current?.pause(), []);

  function toggle(): void {
    const sound = audio.current;
    if (!sound) return;
    if (!sound.paused) return sound.pause();
    playing?.pause();
    playing = sound;
    sound.playbackRate = speed;
    setRate(speed);
    // A sound that the browser refuses to play stays silent; the file itself is still there.
    sound.play().catch(() => setOn(false));
  }

  function next(): void {
    const all = [...document.querySelectorAll<HTMLButtonElement>('.voice-play')];
    const here = all.indexOf(button.current as HTMLButtonElement);
    if (here >= 0) all[here + 1]?.click();
  }

  const share = length > 0 ? Math.min(1, at / length) : 0;
  return (
    <span className="voice">
      <audio
        ref={audio}
        src={file.url ?? undefined}
        preload="none"
        onPlay={() => setOn(true)}
        onPause={() => setOn(false)}
        onTimeUpdate={(event: { currentTarget: HTMLAudioElement }) => setAt(event.currentTarget.currentTime)}
        onEnded={() => {
          setOn(false);
          setAt(0);
          next();
        }}
        onError={onLost}
      />
      <button
        ref={button}
        type="button"
        className="voice-play"
        aria-label={on ? t('media.pause') : t('media.play', { name: named ? file.name : t('kind.voice') })}
        onClick={toggle}
      >
        <Icon name={on ? 'pause' : 'play'} size={20} />
      </button>
      <span className="voice-words">
        {named && <span className="file-name">{file.name}</span>}
        <span className="voice-wave" aria-hidden="true">
          {bars(file.wave).map((height, index) => (
            <span key={index} className={index / 40 < share ? 'done' : undefined} style={{ height: `${height}%` }} />
          ))}
        </span>
        <input
          type="range"
          className="voice-seek"
          aria-label={t('media.seek')}
          aria-valuetext={duration(at)}
          min={0}
          max={Math.max(1, Math.round(length))}
          step={1}
          value={Math.round(at)}
          onInput={(event) => {
            if (audio.current) audio.current.currentTime = Number(event.currentTarget.value);
            setAt(Number(event.currentTarget.value));
          }}
        />
      </span>
      <span className="voice-time number">{duration(on || at > 0 ? at : length)}</span>
      <button
        type="button"
        className="voice-rate number"
        aria-label={t('media.speed', { n: rate })}
        onClick={() => {
          speed = SPEEDS[(SPEEDS.indexOf(rate) + 1) % SPEEDS.length] as number;
          setRate(speed);
          if (audio.current) audio.current.playbackRate = speed;
        }}
      >
        {rate}×
      </button>
    </span>
  );
}
