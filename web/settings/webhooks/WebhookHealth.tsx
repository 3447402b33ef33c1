import { t } from '../../shared/i18n';
import { useLoaded, useTexts } from '../../shared/loaded';
import { Notice } from '../../shared/ui';
import { Log } from './Log';
import type { Webhook } from './types';
import { State } from './Webhooks';
import { texts } from './words';

/** For the health page (UX 13): addresses that take nothing, and what was given up. Nothing while all is well. */
export function WebhookHealth() {
  return useTexts(texts) ? <Block /> : null;
}

function Block() {
  const hooks = useLoaded<{ rows: Webhook[] }>('/webhooks');
  const ill = hooks.value?.rows.filter((one) => one.state === 'failing' || one.state === 'off' || one.dead > 0) ?? [];
  if (!ill.length) return null;
  return (
    <section className="panel" id="health-webhooks" aria-labelledby="health-webhooks-head">
      <h2 id="health-webhooks-head" tabIndex={-1}>
        {t('webhooks.title')}
      </h2>
      <ul className="stack">
        {ill.map((one) => (
          <li key={one.id} className="settings-row">
            <div className="grow">
              <p>
                {one.state === 'off' ? (
                  t('webhooks.disabled', { url: one.url })
                ) : (
                  <code className="webhooks-address">{one.url}</code>
                )}
              </p>
              {one.dead > 0 && <p className="quiet small">{t('webhooks.dead', { n: one.dead })}</p>}
            </div>
            <State row={one} />
          </li>
        ))}
      </ul>
      {ill.some((one) => one.dead > 0) && (
        <>
          <Notice tone="warn">{t('webhooks.deadHelp')}</Notice>
          <Log query="state=dead" onChanged={hooks.reload} />
        </>
      )}
    </section>
  );
}
