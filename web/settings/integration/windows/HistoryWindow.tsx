import { useEffect, useState } from 'react';
import { t } from '../../../shared/i18n';
import { useLoaded } from '../../../shared/loaded';
import { parley } from '../../../shared/parley';
import { dateAndTime } from '../../../shared/time';
import { Button, Dialog, Notice, Skeleton, toast } from '../../../shared/ui';
import { complain, reason } from '../../common';
import { differences, flat, type Difference } from '../../compare';
import { documentOf, type Document } from '../../form';
import { Differences } from './Differences';
import type { Editing } from '../editing';
import { shortened } from '../words';
import { pathText } from './words';
import { Worded } from './Worded';

interface Version {
  n: number;
  by: string;
  at: string;
  changed: string[];
}

interface Opened {
  n: number;
  how: 'view' | 'compare';
  document: Document;
}

interface Props {
  id: string;
  editing: Editing;
  /** A version to open at once: a decision leads to the settings that it was made by. */
  version: number | null;
  onClose: () => void;
}

/** Who changed what and when (R81). Restoring fills the form; saving it makes a new version. */
export default function HistoryWindow(props: Props) {
  return <Worded>{() => <Versions {...props} />}</Worded>;
}

function Versions(props: Props) {
  const { id, editing, version, onClose } = props;
  const { base, form, known } = editing;
  const loaded = useLoaded<{ rows: Version[] }>(`/integrations/${id}/versions`);
  const [busy, setBusy] = useState<number | null>(null);
  const [opened, setOpened] = useState<Opened | null>(null);

  async function load(n: number, then: (old: Document, skipped: string[]) => void): Promise<void> {
    setBusy(n);
    try {
      const old = await parley.api.get<Document & { skipped: string[] }>(`/integrations/${id}/versions/${n}`);
      then(documentOf(old), old.skipped);
    } catch (problem) {
      complain(problem);
    } finally {
      setBusy(null);
    }
  }

  const restore = (n: number) =>
    load(n, (old, skipped) => {
      editing.fill({ ...old, version: base.version }, t('settings.restored', { n }));
      if (skipped.length) toast(t('settings.skipped', { names: skipped.join(', ') }));
      onClose();
    });
  const open = (n: number, how: Opened['how']) => load(n, (document) => setOpened({ n, how, document }));

  useEffect(() => {
    if (version) void open(version, 'view');
  }, [version]);

  if (opened)
    return (
      <Dialog
        title={t(opened.how === 'view' ? 'settings.viewing' : 'settings.comparing', { n: opened.n })}
        wide
        onClose={() => setOpened(null)}
        actions={<Button onClick={() => setOpened(null)}>{t('back')}</Button>}
      >
        <Differences
          rows={opened.how === 'view' ? everything(opened.document) : differences(opened.document, base)}
          heads={
            opened.how === 'view'
              ? [t('settings.valueHead')]
              : [t('settings.versionHead', { n: opened.n }), t('settings.savedNow')]
          }
          form={opened.document}
          known={known}
        />
      </Dialog>
    );
  return (
    <Dialog title={t('settings.history')} onClose={onClose} wide>
      {loaded.problem ? <Notice tone="red">{reason(loaded.problem)}</Notice> : null}
      {!loaded.value && !loaded.problem && <Skeleton rows={4} height={44} />}
      {loaded.value && !loaded.value.rows.length && <p>{t('settings.historyEmpty')}</p>}
      <ul className="stack">
        {loaded.value?.rows.map((one, index) => (
          <li key={one.n} className="settings-version">
            <div className="grow">
              <p>{t('settings.version', { n: one.n, who: who(one.by), time: dateAndTime(one.at) })}</p>
              {one.changed.length > 0 && (
                <p className="quiet small">
                  {t('settings.changed', {
                    what: shortened([...new Set(one.changed.map((path) => pathText(path, form, known)))]),
                  })}
                </p>
              )}
            </div>
            <div className="line-up wrap">
              <Button kind="quiet" busy={busy === one.n} onClick={() => void open(one.n, 'view')}>
                {t('settings.view')}
              </Button>
              {index > 0 && (
                <>
                  <Button kind="quiet" busy={busy === one.n} onClick={() => void open(one.n, 'compare')}>
                    {t('settings.compare')}
                  </Button>
                  <Button busy={busy === one.n} onClick={() => void restore(one.n)}>
                    {t('settings.restore')}
                  </Button>
                </>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function who(by: string): string {
  return by === 'crm' ? t('settings.byCrm') : by;
}

function everything(document: Document): Difference[] {
  return [...flat(document)].map(([path, left]) => ({ path, left, right: undefined }));
}
