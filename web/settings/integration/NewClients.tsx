import { Suspense, lazy } from 'react';
import { t } from '../../shared/i18n';
import { Check, Notice, SelectField } from '../../shared/ui';
import { mistakeBelow } from '../common';
import { receives, staff, withStage, type NewClients as Rules } from '../form';
import { Section, type ChannelProps } from './section';
import { Copying } from './Switcher';

const TurnTable = lazy(() => import('./TurnTable'));

/** Section 3: where a new client's deal is created, and who gets it (R24–R32c). */
export function NewClients(props: ChannelProps) {
  const { known, channel, mistakes, change } = props;
  const { newClients } = channel;
  const path = `/channels/${channel.id}/newClients`;
  const waiting = known.turns?.[channel.id]?.waiting ?? 0;
  const stage = stagesOf(props).find((one) => one.id === newClients.stage);
  const unsorted = stage?.kind === 'UNSORTED';
  const byTurn = newClients.algorithm === 'BY_TURN';
  const nobody = channel.ticked && !staff(known).some((one) => receives(channel, one.id));
  const set = (rules: Partial<Rules>) => change((old) => ({ ...old, newClients: { ...old.newClients, ...rules } }));
  const wrong = mistakes[`${path}/algorithm`];
  const outOfOrder = mistakeBelow(mistakes, `${path}/order`);

  return (
    <Section id="settings-new" head={t('settings.newClients')} help={t('settings.newClientsHelp')}>
      {waiting > 0 && (
        <Notice tone="warn" icon="clock">
          {t('settings.waiting', { n: waiting })}
        </Notice>
      )}
      <Where {...props} />
      <fieldset className="settings-choice" data-path={`${path}/algorithm`}>
        <legend>{t('settings.who')}</legend>
        <Check
          type="radio"
          name="algorithm"
          label={<b>{t('settings.first')}</b>}
          help={t('settings.firstHelp')}
          checked={!byTurn}
          onChange={() => set({ algorithm: 'FIRST_RESPONDER' })}
        />
        <Check
          type="radio"
          name="algorithm"
          label={<b>{t('settings.turn')}</b>}
          help={unsorted ? t('settings.unsortedIsFirst') : t('settings.turnHelp')}
          checked={byTurn}
          disabled={unsorted}
          onChange={() => set({ algorithm: 'BY_TURN' })}
        />
        {wrong && <p className="error-text">{wrong}</p>}
        {byTurn && (
          <div className="settings-under">
            <Check
              label={t('settings.useWeights')}
              checked={newClients.useWeights}
              onChange={(useWeights) => set({ useWeights })}
            />
          </div>
        )}
      </fieldset>
      {nobody && (
        <Notice tone="warn" icon="warning">
          {t('settings.nobodyReceives')}
        </Notice>
      )}
      {byTurn && !nobody && (
        <Suspense fallback={null}>
          <TurnTable {...props} />
        </Suspense>
      )}
      {outOfOrder && (
        <p className="error-text" data-path={`${path}/order`}>
          {outOfOrder}
        </p>
      )}
      <Copying {...props} part="newClients" />
    </Section>
  );
}

/** A client cannot begin at a closed stage; incoming leads stand first (R25). */
function stagesOf({ known, channel }: Pick<ChannelProps, 'known' | 'channel'>) {
  const pipeline = known.pipelines.find((one) => one.id === channel.newClients.pipeline);
  const stages = pipeline?.stages ?? [];
  return [...stages.filter((one) => one.kind === 'UNSORTED'), ...stages.filter((one) => one.kind === 'OPEN')];
}

function Where(props: ChannelProps) {
  const { known, channel, mistakes, change } = props;
  const { newClients } = channel;
  const path = `/channels/${channel.id}/newClients/stage`;
  const stages = stagesOf(props);
  const pipelineGone = !!newClients.pipeline && !known.pipelines.some((one) => one.id === newClients.pipeline);
  const gone = pipelineGone || (!!newClients.stage && !stages.some((one) => one.id === newClients.stage));
  const none = { value: '', text: t('choose') };
  // What is gone from the CRM stays in the list, so that one sees what was chosen.
  const lost = (id: string | null, isGone: boolean) =>
    isGone && id ? [{ value: id, text: t('settings.goneOption', { id }), disabled: true }] : [];
  return (
    <>
      {gone && (
        <Notice tone="warn" icon="warning">
          {t('settings.stageGone', { stage: newClients.stage ?? '' })}
        </Notice>
      )}
      <div className="settings-two" data-path={path}>
        <SelectField
          label={t('settings.pipeline')}
          value={newClients.pipeline ?? ''}
          choices={[
            none,
            ...lost(newClients.pipeline, pipelineGone),
            ...known.pipelines.map((one) => ({ value: one.id, text: one.name })),
          ]}
          onChange={(id) => {
            const stages = known.pipelines.find((one) => one.id === id)?.stages ?? [];
            const first = stages.find((one) => one.kind === 'UNSORTED') ?? stages.find((one) => one.kind === 'OPEN');
            if (first) change((old) => withStage(old, id, first));
          }}
        />
        <SelectField
          label={t('settings.stage')}
          value={newClients.stage ?? ''}
          error={mistakes[path]}
          choices={[
            none,
            ...lost(newClients.stage, gone),
            ...stages.map((one) => ({
              value: one.id,
              text: one.kind === 'UNSORTED' ? t('settings.unsorted') : one.name,
            })),
          ]}
          onChange={(id) => {
            const next = stages.find((one) => one.id === id);
            if (next && newClients.pipeline) {
              const pipeline = newClients.pipeline;
              change((old) => withStage(old, pipeline, next));
            }
          }}
        />
      </div>
    </>
  );
}
