import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { Button, Check, Combobox, Notice } from '../../shared/ui';
import { staff } from '../form';
import { Section, type SectionProps } from './section';
import { nameOf } from './words';

/** Section 5: who sees which chats, and who watches over them (R47–R49). */
export function GlobalChat({ form, known, onChange }: SectionProps) {
  const { globalChat } = form;
  return (
    <Section id="settings-global" head={t('settings.global')} help={t('settings.globalHelp')}>
      <fieldset className="settings-choice">
        <legend className="hidden-text">{t('settings.global')}</legend>
        {(['ALL', 'OWN_AND_COMMON'] as const).map((mode) => (
          <Check
            key={mode}
            type="radio"
            name="global"
            label={<b>{t(`settings.global.${mode}`)}</b>}
            help={t(`settings.global.${mode}Help`)}
            checked={globalChat.mode === mode}
            onChange={() => onChange({ ...form, globalChat: { ...globalChat, mode } })}
          />
        ))}
      </fieldset>
      {globalChat.mode === 'OWN_AND_COMMON' && (
        <Administrators
          known={known}
          ids={globalChat.administrators}
          onChange={(administrators) => onChange({ ...form, globalChat: { ...globalChat, administrators } })}
        />
      )}
    </Section>
  );
}

function Administrators(props: Pick<SectionProps, 'known'> & { ids: string[]; onChange: (ids: string[]) => void }) {
  const { known, ids, onChange } = props;
  const me = parley.store.me?.employee;
  return (
    <div className="stack" data-path="/globalChat/administrators">
      <h3>{t('settings.administrators')}</h3>
      <p className="quiet">{t('settings.administratorsHelp')}</p>
      {ids.length > 0 && (
        <ul className="settings-chosen">
          {ids.map((id) => (
            <li key={id}>
              <span>{nameOf(id, known)}</span>
              <Button
                kind="quiet"
                title={t('settings.removeAdministrator', { name: nameOf(id, known) })}
                onClick={() => onChange(ids.filter((one) => one !== id))}
              >
                {t('remove')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      {me && ids.includes(me) && (
        <Notice tone="warn" icon="mute">
          {t('settings.selfAdministrator')}
        </Notice>
      )}
      <div className="settings-narrowly">
        <Combobox
          label={t('settings.addAdministrator')}
          value={null}
          options={staff(known)
            .filter((one) => !ids.includes(one.id))
            .map((one) => ({ value: one.id, text: one.name }))}
          onChange={(id) => onChange([...ids, id])}
        />
      </div>
    </div>
  );
}
