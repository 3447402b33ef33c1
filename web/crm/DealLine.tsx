import { t } from '../shared/i18n';
import { money } from '../shared/time';
import { Tag } from '../shared/ui';
import type { DealRow } from './types';

/** A deal in a list: name, where it stands, amount. */
export function DealLine({ deal }: { deal: DealRow }) {
  return (
    <div className="line-up wrap">
      <a className="grow" href={`/app/crm/deals/${deal.id}`}>
        {deal.name}
      </a>
      {deal.amount !== null && <span className="number">{money(deal.amount, null)}</span>}
      <KindTag deal={deal} />
    </div>
  );
}

export function KindTag({ deal }: { deal: DealRow }) {
  if (deal.kind === 'WON') return <Tag tone="ok">{deal.stageName || t('crm.won')}</Tag>;
  if (deal.kind === 'LOST') return <Tag tone="red">{deal.stageName || t('crm.lost')}</Tag>;
  if (deal.kind === 'UNSORTED') return <Tag tone="warn">{t('crm.lead')}</Tag>;
  return <Tag>{deal.stageName}</Tag>;
}
