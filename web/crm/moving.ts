/** What is done with a deal, from its card and from the board. */
import { ApiError } from '../shared/api';
import { t } from '../shared/i18n';
import { dateAndTime } from '../shared/time';
import { toast, type MenuItem } from '../shared/ui';
import { complain, send } from './state';
import type { DealRow, Stage } from './types';

/** The deal as it is afterwards; nothing when it was refused, which has been told then. */
async function tried(call: Promise<DealRow>): Promise<DealRow | null> {
  try {
    return await call;
  } catch (problem) {
    if (problem instanceof ApiError && problem.code === 'taken')
      toast(t('crm.taken', { who: String(problem.args.who), time: dateAndTime(String(problem.args.at)) }));
    else complain(problem);
    return null;
  }
}

export function move(deal: DealRow, pipeline: string, stage: string): Promise<DealRow | null> {
  return tried(send<DealRow>('POST', `deals/${deal.id}/move`, { pipeline, stage }));
}

export function accept(deal: DealRow): Promise<DealRow | null> {
  return tried(send<DealRow>('POST', `deals/${deal.id}/accept`, {}));
}

/** «Move to stage»: where it stands now is ticked; back among the leads goes nobody. */
export function stageItems(deal: DealRow, stages: Stage[], go: (stage: Stage) => void): MenuItem[] {
  return stages
    .filter((stage) => stage.kind !== 'UNSORTED' || stage.id === deal.stage)
    .map((stage) => ({
      text: stage.name,
      checked: stage.id === deal.stage,
      run: () => {
        if (stage.id !== deal.stage) go(stage);
      },
    }));
}
