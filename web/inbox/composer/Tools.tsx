import { lazy, Suspense, useRef, useState } from 'react';
import { t } from '../../shared/i18n';
import { IconButton, Popover, type Point } from '../../shared/ui';
import type { Writing } from './writing';

const EmojiGrid = lazy(() => import('../lazy/EmojiGrid'));
const Recorder = lazy(() => import('../lazy/Recorder'));

function Left({ files, onFiles }: { files: boolean; onFiles: (files: FileList | null) => void }) {
  const input = useRef<HTMLInputElement>(null);
  if (!files) return null;
  return (
    <>
      <IconButton icon="clip" label={t('composer.attach')} onClick={() => input.current?.click()} />
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles(event.currentTarget.files);
          event.currentTarget.value = '';
        }}
      />
    </>
  );
}

function Right({ writing, voice, onVoice }: { writing: Writing; voice: boolean; onVoice: (files: FileList) => void }) {
  const [at, setAt] = useState<Point | null>(null);
  const [recording, setRecording] = useState(false);
  const empty = writing.text === '';
  return (
    <>
      <span className={empty ? undefined : 'not-phone'}>
        <IconButton
          icon="bolt"
          label={t('composer.quick')}
          onClick={() => {
            if (empty) writing.insert('/');
          }}
          disabled={!empty}
        />
      </span>
      <span className="not-phone">
        <IconButton
          icon="smile"
          label={t('composer.emoji')}
          expanded={!!at}
          onClick={(event) => setAt(event.currentTarget.getBoundingClientRect())}
        />
      </span>
      {voice && empty && 'MediaRecorder' in window && (
        <IconButton icon="mic" label={t('composer.voice')} keys="Alt+V" onClick={() => setRecording(true)} />
      )}
      {at && (
        <Popover at={at} label={t('composer.emoji')} onClose={() => setAt(null)}>
          <Suspense fallback={null}>
            <EmojiGrid
              onChoose={(picture) => {
                setAt(null);
                writing.insert(picture);
              }}
            />
          </Suspense>
        </Popover>
      )}
      {recording && (
        <Suspense fallback={null}>
          <Recorder onDone={onVoice} onClose={() => setRecording(false)} />
        </Suspense>
      )}
    </>
  );
}

export const Tools = { Left, Right };
