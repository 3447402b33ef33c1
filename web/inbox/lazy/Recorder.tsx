import { useEffect, useRef, useState } from 'react';
import { t } from '../../shared/i18n';
import { duration } from '../../shared/time';
import { Button, Dialog, Notice } from '../../shared/ui';
import './overlay.css';

/** Records, lets one listen, and attaches. Esc at any time throws it away. */
export default function Recorder({ onDone, onClose }: { onDone: (files: FileList) => void; onClose: () => void }) {
  const recorder = useRef<MediaRecorder | null>(null);
  const [seconds, setSeconds] = useState(0);
  const [sound, setSound] = useState<{ url: string; blob: Blob } | null>(null);
  const [refused, setRefused] = useState(false);

  useEffect(() => {
    let gone = false;
    let stream: MediaStream | null = null;
    const parts: Blob[] = [];
    const started = Date.now();
    const clock = setInterval(() => {
      if (recorder.current?.state === 'recording') setSeconds((Date.now() - started) / 1_000);
    }, 250);
    navigator.mediaDevices
      .getUserMedia({ audio: true })
      .then((given) => {
        stream = given;
        if (gone) return stop(given);
        const type = ['audio/ogg;codecs=opus', 'audio/webm;codecs=opus', 'audio/mp4'].find((one) =>
          MediaRecorder.isTypeSupported(one),
        );
        const one = new MediaRecorder(given, type ? { mimeType: type } : undefined);
        recorder.current = one;
        one.ondataavailable = (event) => parts.push(event.data);
        one.onstop = () => {
          stop(given);
          if (gone) return;
          const blob = new Blob(parts, { type: one.mimeType.split(';')[0] });
          setSound({ url: URL.createObjectURL(blob), blob });
        };
        one.start();
      })
      .catch(() => setRefused(true));
    return () => {
      gone = true;
      clearInterval(clock);
      if (recorder.current?.state === 'recording') recorder.current.stop();
      if (stream) stop(stream);
    };
  }, []);

  function attach(): void {
    if (!sound) return;
    const ending = sound.blob.type.split('/')[1] ?? 'ogg';
    const list = new DataTransfer();
    list.items.add(new File([sound.blob], `voice.${ending}`, { type: sound.blob.type }));
    onDone(list.files);
    onClose();
  }

  return (
    <Dialog
      title={t('composer.voice')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          {sound ? (
            <Button kind="primary" onClick={attach}>
              {t('voice.attach')}
            </Button>
          ) : (
            <Button kind="primary" disabled={refused} onClick={() => recorder.current?.stop()}>
              {t('voice.stop')}
            </Button>
          )}
        </>
      }
    >
      {refused ? (
        <Notice tone="warn" icon="warning">
          {t('voice.refused')}
        </Notice>
      ) : sound ? (
        <audio controls src={sound.url} aria-label={t('kind.voice')} />
      ) : (
        <p className="recording" role="timer">
          <span className="recording-dot" /> {t('voice.recording')} <span className="number">{duration(seconds)}</span>
        </p>
      )}
    </Dialog>
  );
}

function stop(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
