import { t } from '../../shared/i18n';
import { Button, SelectField, Tag } from '../../shared/ui';
import { copied, differs, type Part } from '../copying';
import type { ChannelForm, Document } from '../form';
import type { ChannelProps } from './section';

/** Which channel the next sections are about; stays in sight while they are. */
export function Switcher(props: { form: Document; chosen: string; onChoose: (id: string) => void }) {
  const { form, chosen, onChoose } = props;
  return (
    <div className="settings-switcher">
      <SelectField
        label={t('settings.ofChannel')}
        value={chosen}
        choices={form.channels.map((one) => ({
          value: one.id,
          text: one.ticked ? one.name : t('settings.untickedChannel', { channel: one.name }),
        }))}
        onChange={onChoose}
      />
    </div>
  );
}

/** *Copy to all channels* of one section, with a way back; and whether the channels differ in it (R10). */
export function Copying(
  props: Pick<ChannelProps, 'form' | 'onFill'> & { channel: ChannelForm; part: Part; label?: string },
) {
  const { form, channel, part, label, onFill } = props;
  if (form.channels.length < 2) return null;
  return (
    <div className="line-up wrap settings-copying">
      <Button kind="quiet" icon="copy" title={label} onClick={() => copy(props)}>
        {t('settings.copyToAll')}
      </Button>
      {differs(form, channel, part) && <Tag>{t('settings.differs')}</Tag>}
    </div>
  );

  function copy({ form, channel, part }: { form: Document; channel: ChannelForm; part: Part }): void {
    onFill(copied(form, channel, part), t('settings.copied', { n: form.channels.length - 1 }));
  }
}
