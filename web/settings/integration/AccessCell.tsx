import { t } from '../../shared/i18n';
import { Icon } from '../../shared/ui';
import { accessOf, ceiling } from '../access';
import { mayWrite, writableChannels, type ChannelForm, type Document, type Employee } from '../form';

export interface CellProps {
  form: Document;
  channel: ChannelForm;
  employee: Employee;
  onAccess: () => void;
  onDefault: (on: boolean) => void;
}

/** One access: a click goes NONE → READ → WRITE → NONE; where a role is the lower ceiling it says so (R39, R42). */
export function AccessCell({ form, channel, employee, onAccess, onDefault }: CellProps) {
  const level = accessOf(channel, employee.id);
  const lower = ceiling(channel, employee.id);
  const names = { employee: employee.name, channel: channel.name };
  const isDefault = form.defaultChannel[employee.id] === channel.id;
  const only = isDefault && writableChannels(form, employee.id).length === 1;
  return (
    <span className="settings-access">
      <button
        type="button"
        className={`settings-level ${level.toLowerCase()}`}
        aria-label={t('settings.accessOf', { ...names, value: t(`settings.access.${level}`) })}
        onClick={onAccess}
      >
        {t(`settings.access.${level}`)}
      </button>
      {mayWrite(channel, employee.id) && (
        <button
          type="button"
          className="settings-tick"
          aria-pressed={isDefault}
          aria-disabled={only || undefined}
          aria-label={t(isDefault ? 'settings.defaultIs' : 'settings.makeDefaultOf', names)}
          title={only ? t('settings.defaultOnly') : t(isDefault ? 'settings.default' : 'settings.makeDefault')}
          onClick={() => !only && onDefault(!isDefault)}
        >
          {isDefault && <Icon name="check" size={14} />}
        </button>
      )}
      {lower && <span className="settings-ceiling quiet">{t(`settings.ceiling.${lower}`)}</span>}
    </span>
  );
}
