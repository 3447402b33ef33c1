import { t } from '../shared/i18n';
import { Button, Field, toast } from '../shared/ui';

/** A value to paste elsewhere. */
export function CopyLine({ label, value, lines }: { label: string; value: string; lines?: number }) {
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(value);
    toast(t('copied'));
  }
  return (
    <Field label={label}>
      {(ids) => (
        <div className="settings-copy">
          {lines ? (
            <textarea className="input" readOnly rows={lines} value={value} {...ids} />
          ) : (
            <input
              className="input"
              readOnly
              value={value}
              onFocus={(event) => event.currentTarget.select()}
              {...ids}
            />
          )}
          <Button icon="copy" onClick={() => void copy()}>
            {t('copy')}
          </Button>
        </div>
      )}
    </Field>
  );
}
