import { t } from '../i18n';
import { Button } from './Button';
import { Field } from './Field';
import { toast } from './Toast';

/** A value to paste elsewhere. */
export function CopyLine({ label, value, lines }: { label: string; value: string; lines?: number }) {
  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(value);
    toast(t('copied'));
  }
  return (
    <Field label={label}>
      {(ids) => (
        <div className="copy-line">
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
