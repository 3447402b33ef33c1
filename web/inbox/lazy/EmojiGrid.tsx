import { useState } from 'react';
import { t } from '../../shared/i18n';
import { remember, remembered } from '../../shared/theme';
import { named, PICTURES } from './pictures';
import './overlay.css';

const RECENT = 16;

function recent(): string[] {
  return (remembered('emoji') ?? '').split(' ').filter(Boolean);
}

/** About two hundred pictures, those used last first. */
export default function EmojiGrid({ onChoose }: { onChoose: (picture: string) => void }) {
  const [typed, setTyped] = useState('');
  const choose = (picture: string) => {
    remember('emoji', [picture, ...recent().filter((one) => one !== picture)].slice(0, RECENT).join(' '));
    onChoose(picture);
  };
  const found = typed.trim() ? named(typed.trim()) : PICTURES;
  const before = typed.trim() ? [] : recent();
  const grid = (pictures: { picture: string; words: string }[]) =>
    pictures.map(({ picture, words }) => (
      <button key={picture} type="button" title={words} aria-label={words} onClick={() => choose(picture)}>
        {picture}
      </button>
    ));
  return (
    <div className="emoji-box">
      <input
        className="input"
        type="search"
        autoFocus
        aria-label={t('emoji.search')}
        placeholder={t('emoji.search')}
        value={typed}
        onInput={(event) => setTyped(event.currentTarget.value)}
      />
      <div className="emoji-scroll scroller" tabIndex={-1}>
        {before.length > 0 && (
          <>
            <div className="emoji-grid" role="group" aria-label={t('emoji.recent')}>
              {grid(
                before.map((picture) => PICTURES.find((one) => one.picture === picture) ?? { picture, words: picture }),
              )}
            </div>
            <hr />
          </>
        )}
        <div className="emoji-grid" role="group" aria-label={t('composer.emoji')}>
          {grid(found)}
        </div>
        {!found.length && <p className="quiet">{t('nothing')}</p>}
      </div>
    </div>
  );
}
