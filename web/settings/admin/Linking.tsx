import { useState } from 'react';
import { t } from '../../shared/i18n';
import { Button, Dialog, Notice, SelectField } from '../../shared/ui';
import type { Someone } from './SignIns';

/** Says which employee of the CRM somebody is who signs in already: after another CRM was connected nobody is one. */
export function Linking(props: {
  name: string;
  employees: Someone[];
  link: (employee: string) => Promise<void>;
  onClose: () => void;
}) {
  const { name, employees, link, onClose } = props;
  const [chosen, setChosen] = useState(employees.find((one) => one.name === name)?.id ?? employees[0]?.id ?? '');
  return (
    <Dialog
      title={t('admin.chooseEmployee')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button kind="primary" disabled={!chosen} onClick={() => void link(chosen).then(onClose)}>
            {t('admin.linkEmployee')}
          </Button>
        </>
      }
    >
      {employees.length ? (
        <SelectField
          label={t('admin.whoIs', { name })}
          value={chosen}
          choices={employees.map((one) => ({ value: one.id ?? '', text: one.name }))}
          onChange={setChosen}
        />
      ) : (
        <Notice>{t('admin.nobodyToChoose')}</Notice>
      )}
    </Dialog>
  );
}
