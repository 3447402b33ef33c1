import { useState } from 'react';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { Button, Check, Notice, SelectField, Switch, Tag, TextField, toast } from '../shared/ui';
import { mistakeBelow, stateText } from './common';
import { People } from './People';
import {
  asksAboutClosedDeals,
  changeChannel,
  copiedToAll,
  filled,
  withStage,
  type ChannelForm,
  type Document,
  type Known,
  type Preset,
} from './form';

export interface SectionProps {
  form: Document;
  known: Known;
  mistakes: Record<string, string>;
  onChange: (form: Document) => void;
}

/** Sections 1 to 4 of the page: which channels, and what was agreed for each of them (R10). */
export function ChannelSections(props: SectionProps & { chosen: string; onChoose: (id: string) => void }) {
  const { form, known, mistakes, chosen, onChoose, onChange } = props;
  const channel = form.channels.find((one) => one.id === chosen);
  const change = (how: (channel: ChannelForm) => ChannelForm) => onChange(changeChannel(form, chosen, how));

  return (
    <>
      <ChannelList {...props} />
      {channel && (
        <>
          <div className="settings-switcher">
            <SelectField
              label={t('settings.ofChannel')}
              value={chosen}
              choices={form.channels.map((one) => ({ value: one.id, text: one.name }))}
              onChange={onChoose}
            />
            {form.channels.length > 1 && (
              <Button
                icon="copy"
                onClick={() => {
                  const before = form;
                  onChange(copiedToAll(form, channel));
                  toast({
                    text: t('settings.copied', { n: form.channels.length - 1 }),
                    action: { text: t('settings.undo'), run: () => onChange(before) },
                  });
                }}
              >
                {t('settings.copyToAll')}
              </Button>
            )}
          </div>
          <Presets {...props} channel={channel} />
          <People form={form} known={known} channel={channel} mistakes={mistakes} onChange={onChange} />
          <NewClientsSection known={known} channel={channel} mistakes={mistakes} onChange={change} />
        </>
      )}
    </>
  );
}

function ChannelList({ form, mistakes, onChange }: SectionProps) {
  return (
    <section className="panel" aria-labelledby="settings-channels">
      <h2 id="settings-channels">{t('settings.channels')}</h2>
      <p className="quiet">{t('settings.channelsHelp')}</p>
      {!form.channels.length && (
        <Notice>
          {t('settings.noChannels')} <a href="/app/channels">{t('settings.connect')}</a>
        </Notice>
      )}
      <ul className="stack">
        {form.channels.map((one) => {
          const row = parley.store.channels.get(one.id);
          return (
            <li key={one.id} className="settings-channel">
              <Check
                label={<span className="hidden-text">{t('settings.tick', { channel: one.name })}</span>}
                checked={one.ticked}
                onChange={(ticked) => onChange(changeChannel(form, one.id, (old) => ({ ...old, ticked })))}
              />
              <TextField
                bare
                label={t('settings.channelName')}
                value={one.name}
                maxLength={60}
                error={mistakeBelow(mistakes, `/channels/${one.id}/name`) ?? mistakes[`/channels/${one.id}/ticked`]}
                onChange={(name) => onChange(changeChannel(form, one.id, (old) => ({ ...old, name })))}
              />
              <span className="quiet small">{row ? [row.transport, row.address].filter(Boolean).join(' · ') : ''}</span>
              {row && row.state !== 'connected' && <Tag tone="warn">{stateText(row)}</Tag>}
            </li>
          );
        })}
      </ul>
      {form.channels.length > 0 && !form.channels.some((one) => one.ticked) && (
        <Notice tone="warn">{t('settings.noneTicked')}</Notice>
      )}
    </section>
  );
}

function Presets({ form, known, channel, onChange }: SectionProps & { channel: ChannelForm }) {
  const [person, setPerson] = useState(known.employees[0]?.id ?? '');
  const [everywhere, setEverywhere] = useState(false);
  const people = known.employees.filter((one) => one.active !== false).map((one) => one.id);
  const fill = (preset: Preset) => {
    const before = form;
    const channels = everywhere ? form.channels.map((one) => one.id) : [channel.id];
    onChange(filled(form, preset, channels, people, person));
    toast({ text: t('settings.filled'), action: { text: t('settings.undo'), run: () => onChange(before) } });
  };
  return (
    <details className="panel">
      <summary>{t('settings.presets')}</summary>
      <p className="quiet">{t('settings.presetsHelp')}</p>
      {(['classic', 'shop', 'one'] as const).map((preset) => (
        <div key={preset} className="settings-preset">
          <p className="grow">{t(`settings.preset.${preset}`)}</p>
          {preset === 'one' && (
            <SelectField
              bare
              label={t('settings.presetWho')}
              value={person}
              choices={known.employees.map((one) => ({ value: one.id, text: one.name }))}
              onChange={setPerson}
            />
          )}
          <Button onClick={() => fill(preset)}>{t('settings.fill')}</Button>
        </div>
      ))}
      {form.channels.length > 1 && (
        <Check label={t('settings.everywhere')} checked={everywhere} onChange={setEverywhere} />
      )}
    </details>
  );
}

function NewClientsSection(props: {
  known: Known;
  channel: ChannelForm;
  mistakes: Record<string, string>;
  onChange: (how: (channel: ChannelForm) => ChannelForm) => void;
}) {
  const { known, channel, mistakes, onChange } = props;
  const { newClients } = channel;
  const at = (field: string) => mistakes[`/channels/${channel.id}/newClients/${field}`];
  const pipeline = known.pipelines.find((one) => one.id === newClients.pipeline);
  // A client cannot begin at a closed stage.
  const stages = (pipeline?.stages ?? []).filter((one) => one.kind === 'OPEN' || one.kind === 'UNSORTED');
  const stage = stages.find((one) => one.id === newClients.stage);
  const waiting = known.turns?.[channel.id]?.waiting ?? 0;
  const gone = !!newClients.stage && !stage;
  const unsorted = stage?.kind === 'UNSORTED';
  const set = (change: Partial<typeof newClients>) =>
    onChange((old) => ({ ...old, newClients: { ...old.newClients, ...change } }));

  return (
    <section className="panel" aria-labelledby="settings-new">
      <h2 id="settings-new">{t('settings.newClients')}</h2>
      <p className="quiet">{t('settings.newClientsHelp')}</p>
      {waiting > 0 && <Notice tone="warn">{t('settings.waiting', { n: waiting })}</Notice>}
      {gone && <Notice tone="warn">{t('settings.stageGone')}</Notice>}
      <div className="settings-two">
        <SelectField
          label={t('settings.pipeline')}
          value={newClients.pipeline ?? ''}
          choices={[
            { value: '', text: t('choose') },
            ...known.pipelines.map((one) => ({ value: one.id, text: one.name })),
          ]}
          onChange={(id) => {
            const first = known.pipelines
              .find((one) => one.id === id)
              ?.stages.find((one) => one.kind === 'UNSORTED' || one.kind === 'OPEN');
            if (first) onChange((old) => withStage(old, id, first));
          }}
        />
        <SelectField
          label={t('settings.stage')}
          value={newClients.stage ?? ''}
          error={at('stage')}
          choices={[
            { value: '', text: t('choose') },
            ...stages.map((one) => ({
              value: one.id,
              text: one.kind === 'UNSORTED' ? t('settings.unsorted') : one.name,
            })),
          ]}
          onChange={(id) => {
            const next = stages.find((one) => one.id === id);
            if (next && pipeline) onChange((old) => withStage(old, pipeline.id, next));
          }}
        />
      </div>
      <fieldset className="settings-choice">
        <legend>{t('settings.who')}</legend>
        <Check
          type="radio"
          name="algorithm"
          label={t('settings.first')}
          help={t('settings.firstHelp')}
          checked={newClients.algorithm === 'FIRST_RESPONDER'}
          onChange={() => set({ algorithm: 'FIRST_RESPONDER' })}
        />
        <Check
          type="radio"
          name="algorithm"
          label={t('settings.turn')}
          help={unsorted ? t('settings.unsortedIsFirst') : t('settings.turnHelp')}
          checked={newClients.algorithm === 'BY_TURN'}
          disabled={unsorted}
          onChange={() => set({ algorithm: 'BY_TURN' })}
        />
        {at('algorithm') && <p className="error-text">{at('algorithm')}</p>}
      </fieldset>
      {newClients.algorithm === 'BY_TURN' && (
        <Switch
          label={t('settings.useWeights')}
          checked={newClients.useWeights}
          onChange={(useWeights) => set({ useWeights })}
        />
      )}
      <h3>{t('settings.closedDeal')}</h3>
      {asksAboutClosedDeals(channel) ? (
        <fieldset className="settings-choice">
          <legend className="hidden-text">{t('settings.closedDeal')}</legend>
          {(['ADD', 'CREATE'] as const).map((choice) => (
            <Check
              key={choice}
              type="radio"
              name="closedDeal"
              label={t(`settings.closedDeal.${choice}`)}
              help={t(`settings.closedDeal.${choice}Help`)}
              checked={channel.closedDeal === choice}
              onChange={() => onChange((old) => ({ ...old, closedDeal: choice }))}
            />
          ))}
        </fieldset>
      ) : (
        <p className="quiet">{t('settings.closedDealHidden')}</p>
      )}
    </section>
  );
}
