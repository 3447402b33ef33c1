import { useEffect, useRef } from 'react';
import { language, t } from '../shared/i18n';
import type { FormField } from '../shared/types';
import { said } from '../settings/common';

/** The adapter's own page in a frame, told what is typed while it is typed: nothing of it is saved (UX 12). */
export function Preview({ field, url, values }: { field: FormField; url: string; values: Record<string, string> }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const tell = () => frame.current?.contentWindow?.postMessage({ parley: 'preview', fields: values }, location.origin);
  useEffect(tell, [values]);
  return (
    <figure className="channel-preview stack">
      <figcaption className="line-up wrap">
        <span className="grow">
          <span className="strong">{said(field.label)}</span>
          {field.help && <span className="menu-note">{said(field.help)}</span>}
        </span>
        <a href={url} target="_blank" rel="noreferrer">
          {t('channels.try')}
        </a>
      </figcaption>
      <iframe ref={frame} title={said(field.label)} src={`${url}?lang=${language()}`} onLoad={tell} />
    </figure>
  );
}
