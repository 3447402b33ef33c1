import { useState } from 'react';
import { t } from '../../shared/i18n';
import { Button, Check, SelectField } from '../../shared/ui';
import { filled, type Preset } from '../copying';
import { staff } from '../form';
import type { ChannelProps } from './section';

/** Three presets fill the form and save nothing (R64). */
export function Presets({ form, known, channel, onFill }: ChannelProps) {
  const people = staff(known);
  const [person, setPerson] = useState(people[0]?.id ?? '');
  const [everywhere, setEverywhere] = useState(false);
  const [open] = useState(() => form.channels.every((one) => !Object.keys(one.roles).length));
  const fill = (preset: Preset) => {
    const channels = everywhere ? form.channels.map((one) => one.id) : [channel.id];
    const employees = people.map((one) => one.id);
    onFill(filled(form, preset, channels, employees, person), t('settings.filled'));
  };
  return (
    <details className="panel settings-presets" open={open}>
      <summary>
        {t('settings.presets')} <span className="quiet">{t('settings.presetsHelp')}</span>
      </summary>
      {form.channels.length > 1 && (
        <fieldset className="settings-scope">
          <legend className="hidden-text">{t('settings.presets')}</legend>
          <Check
            type="radio"
            name="scope"
            label={t('settings.here')}
            checked={!everywhere}
            onChange={() => setEverywhere(false)}
          />
          <Check
            type="radio"
            name="scope"
            label={t('settings.everywhere')}
            checked={everywhere}
            onChange={() => setEverywhere(true)}
          />
        </fieldset>
      )}
      <ul className="settings-list">
        {(['classic', 'shop', 'one'] as const).map((preset) => (
          <li key={preset} className="settings-preset">
            <p id={`preset-${preset}`} className="grow">
              {t(`settings.preset.${preset}`)}
            </p>
            {preset === 'one' && (
              <SelectField
                bare
                label={t('settings.presetWho')}
                value={person}
                choices={people.map((one) => ({ value: one.id, text: one.name }))}
                onChange={setPerson}
              />
            )}
            <Button aria-describedby={`preset-${preset}`} disabled={!people.length} onClick={() => fill(preset)}>
              {t('settings.fill')}
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}
