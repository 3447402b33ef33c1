import { Inputs, Given } from '../../channels/Fields';
import { Instructions } from '../../channels/Instructions';
import { t } from '../../shared/i18n';
import { Button, Dialog, Notice, toast } from '../../shared/ui';
import { said } from '../common';
import { useCrmForm, type CrmType, type IntegrationRow } from './form';

const FORM = 'crm-form';

/** Connects a CRM by what its adapter asks for, or changes how it is connected. */
export function ConnectDialog(props: {
  type: CrmType;
  /** What is connected; nothing yet where a CRM is to be. */
  row: IntegrationRow | null;
  onClose: () => void;
  onConnected: (id: string) => void;
}) {
  const { type, row, onClose, onConnected } = props;
  const form = useCrmForm(type, row);
  const name = said(type.name);

  async function save(): Promise<void> {
    const saved = await form.save();
    if (!saved) return;
    toast(t(saved.silent ? 'crms.silent' : 'crms.done', { name }));
    onConnected(saved.id);
  }

  return (
    <Dialog
      wide
      title={t(row ? 'crms.changeOne' : 'crms.connectOne', { name })}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" type="submit" form={FORM} busy={form.busy}>
            {t(row ? 'crms.save' : 'crms.connect')}
          </Button>
        </>
      }
    >
      {form.refusal && (
        <Notice tone="red" icon="warning">
          {form.refusal}
        </Notice>
      )}
      <p role="status" className="quiet small">
        {form.busy ? t('crms.checking', { name }) : ''}
      </p>
      <Steps type={type} />
      <form
        id={FORM}
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (!form.busy) void save();
        }}
      >
        <Inputs fields={type.form} known={row} form={form} />
      </form>
      {row && <Given fields={type.form} known={row} values={form.values} />}
    </Dialog>
  );
}

/** What has to be done in the CRM itself; nothing where there is nothing to do. */
export function Steps({ type }: { type: CrmType }) {
  const text = said(type.about as Record<'ru' | 'en', string>);
  return text ? <Instructions text={text.replaceAll('{origin}', location.origin)} /> : null;
}
