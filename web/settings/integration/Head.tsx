import { t } from '../../shared/i18n';
import { Button, Menu } from '../../shared/ui';
import type { Editing } from './editing';

/** What is always in reach (R6): the state of the form, *Save*, *Refresh* and *Delete*; the latter never beside *Save*. */
export function Head({
  editing,
  onAsk,
}: {
  editing: Editing;
  onAsk: (what: 'delete' | 'history' | 'dry-run') => void;
}) {
  const { busy, dirty, save, refresh } = editing;
  const refreshing = busy === 'refreshing';
  return (
    <header className="sheet-head settings-head">
      <div className="grow">
        <h1>
          <span className="settings-wide">{t('nav.integration')}</span>
          <span className="settings-narrow">{t('nav.integrationShort')}</span>
        </h1>
        <p className={dirty ? 'settings-state unsaved small' : 'settings-state quiet small'} role="status">
          {stateText(editing)}
        </p>
      </div>
      <div className="settings-rare">
        <Button kind="quiet" icon="trash" title={t('settings.delete')} onClick={() => onAsk('delete')}>
          <span className="settings-roomy">{t('settings.delete')}</span>
        </Button>
        <Button busy={refreshing} icon="refresh" onClick={() => void refresh()}>
          {t(refreshing ? 'settings.refreshing' : 'settings.refresh')}
        </Button>
      </div>
      <Button kind="primary" disabled={!dirty} busy={busy === 'saving'} onClick={() => void save()}>
        <span className="settings-wide">{t('settings.save')}</span>
        <span className="settings-narrow">{t('save')}</span>
      </Button>
      <span className="settings-narrow">
        <Menu
          label={t('more')}
          items={() => [
            { text: t('settings.refresh'), icon: 'refresh', run: () => void refresh() },
            { text: t('settings.dryRun'), icon: 'play', run: () => onAsk('dry-run') },
            { text: t('settings.history'), icon: 'clock', run: () => onAsk('history') },
            { text: t('settings.delete'), icon: 'trash', danger: true, run: () => onAsk('delete') },
          ]}
        />
      </span>
    </header>
  );
}

function stateText({ busy, findings, notSaved, dirty }: Editing): string {
  if (busy === 'saving') return t('saving');
  if (busy === 'refreshing') return t('settings.refreshing');
  if (findings.length && dirty) return t('settings.correct', { n: findings.length });
  if (notSaved && dirty) return t('settings.notSaved', { reason: notSaved });
  return t(dirty ? 'settings.unsaved' : 'settings.allSaved');
}
