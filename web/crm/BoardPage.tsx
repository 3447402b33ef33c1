import { useEffect, useState } from 'react';
import { query } from '../shared/api';
import { usePlace } from '../shared/hooks';
import { t } from '../shared/i18n';
import { parley } from '../shared/parley';
import { money, short } from '../shared/time';
import { Avatar, Button, Empty, Menu, Notice, SelectField, Skeleton } from '../shared/ui';
import { accept, move, stageItems } from './moving';
import { complain, reason, useLoaded, useSetUp } from './state';
import type { Board, BoardColumn, DealRow } from './types';

/** One pipeline: a column per stage, leads first, won and lost folded. Cards move by drag, by menu and by keys. */
export function BoardPage() {
  const wanted = usePlace().query.get('pipeline');
  const setUp = useSetUp();
  const board = useLoaded<Board>(`board${query({ pipeline: wanted })}`);
  const [dragged, setDragged] = useState<DealRow | null>(null);
  const [moved, setMoved] = useState('');
  useEffect(() => {
    if (!moved || !board.value) return;
    // After a move by keys the card has a new place: the focus goes along.
    document.getElementById(`deal-${moved}`)?.focus();
    setMoved('');
  }, [board.value, moved]);

  async function go(deal: DealRow, stage: string): Promise<void> {
    if (!board.value || deal.stage === stage) return;
    if (await move(deal, board.value.pipeline, stage)) setMoved(deal.id);
    board.reload();
  }

  async function take(deal: DealRow): Promise<void> {
    if (await accept(deal)) setMoved(deal.id);
    board.reload();
  }

  async function more(column: BoardColumn): Promise<void> {
    const known = board.value;
    if (!known || !column.next) return;
    try {
      const next = await parley.api.get<BoardColumn>(
        `/crm/board/column${query({ pipeline: known.pipeline, stage: column.stage.id, after: column.next })}`,
      );
      const longer = { ...next, cards: [...column.cards, ...next.cards] };
      board.put({ ...known, columns: known.columns.map((one) => (one === column ? longer : one)) });
    } catch (problem) {
      complain(problem);
    }
  }

  const columns = board.value?.columns ?? [];
  const pipelines = setUp.value?.pipelines ?? [];
  return (
    <main className="crm-page crm-board-page">
      <header className="crm-head">
        <h1>{t('crm.nav.deals')}</h1>
        {pipelines.length > 1 && (
          <SelectField
            bare
            label={t('crm.pipeline')}
            value={board.value?.pipeline ?? ''}
            choices={pipelines.map((one) => ({ value: one.id, text: one.name }))}
            onChange={(id) => void parley.router.go(`/app/crm/deals${query({ pipeline: id })}`, 'replace')}
          />
        )}
        <span className="grow" />
        <a className="button primary" href={`/app/crm/deals/new${query({ pipelineId: board.value?.pipeline })}`}>
          {t('crm.addDeal')}
        </a>
      </header>
      {board.problem ? <Notice tone="red">{t('failed', { reason: reason(board.problem) })}</Notice> : null}
      {!board.value && !board.problem && <Skeleton rows={5} height={72} />}
      {board.value && columns.every((column) => column.count === 0) && (
        <Empty icon="deals">
          <p>{t('crm.noDeals')}</p>
        </Empty>
      )}
      <div className="crm-board scroller" role="group" aria-label={t('crm.board')}>
        {columns.map((column, place) => (
          <Column
            key={column.stage.id}
            column={column}
            columns={columns}
            place={place}
            dragged={dragged}
            onDrag={setDragged}
            onMove={(deal, stage) => void go(deal, stage)}
            onAccept={(deal) => void take(deal)}
            onMore={() => void more(column)}
          />
        ))}
      </div>
    </main>
  );
}

interface ColumnProps {
  column: BoardColumn;
  columns: BoardColumn[];
  place: number;
  dragged: DealRow | null;
  onDrag: (deal: DealRow | null) => void;
  onMove: (deal: DealRow, stage: string) => void;
  onAccept: (deal: DealRow) => void;
  onMore: () => void;
}

function Column({ column, columns, place, dragged, onDrag, onMove, onAccept, onMore }: ColumnProps) {
  const { stage } = column;
  const closed = stage.kind === 'WON' || stage.kind === 'LOST';
  const [open, setOpen] = useState(!closed);
  const takes = !!dragged && dragged.stage !== stage.id && stage.kind !== 'UNSORTED';
  return (
    <section
      className={['crm-column', open ? '' : 'folded', takes ? 'takes' : ''].join(' ')}
      aria-label={`${stage.name}: ${t('crm.countOf', { n: column.count })}`}
      onDragOver={(event) => {
        if (takes) event.preventDefault();
      }}
      onDrop={(event) => {
        event.preventDefault();
        if (dragged && takes) onMove(dragged, stage.id);
        onDrag(null);
      }}
    >
      <header style={{ borderTopColor: stage.colour ?? 'var(--field)' }}>
        <h2 className="one-line" title={stage.name}>
          {closed ? (
            <button type="button" className="one-line" aria-expanded={open} onClick={() => setOpen(!open)}>
              {stage.name}
            </button>
          ) : (
            stage.name
          )}
        </h2>
        <span className="quiet small number">
          {t('crm.countOf', { n: column.count })} · {money(column.sum, null)}
        </span>
      </header>
      {open && (
        <ol className="scroller" aria-label={stage.name} tabIndex={column.cards.length ? undefined : 0}>
          {column.cards.map((deal) => (
            <DealCard
              key={deal.id}
              deal={deal}
              columns={columns}
              place={place}
              onDrag={onDrag}
              onMove={onMove}
              onAccept={onAccept}
            />
          ))}
          {column.next && (
            <li>
              <Button onClick={onMore}>{t('more')}</Button>
            </li>
          )}
        </ol>
      )}
    </section>
  );
}

function DealCard(
  props: Pick<ColumnProps, 'columns' | 'place' | 'onDrag' | 'onMove' | 'onAccept'> & { deal: DealRow },
) {
  const { deal, columns, place, onDrag, onMove, onAccept } = props;
  const step = (by: number) => {
    const target = columns[place + by]?.stage;
    if (target && target.kind !== 'UNSORTED') onMove(deal, target.id);
  };
  return (
    <li
      className="crm-deal"
      draggable
      onDragStart={(event) => {
        event.dataTransfer?.setData('text/plain', deal.name);
        onDrag(deal);
      }}
      onDragEnd={() => onDrag(null)}
    >
      <a
        id={`deal-${deal.id}`}
        href={`/app/crm/deals/${deal.id}`}
        draggable={false}
        aria-keyshortcuts="Alt+ArrowLeft Alt+ArrowRight"
        onKeyDown={(event) => {
          if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return;
          event.preventDefault();
          step(event.key === 'ArrowRight' ? 1 : -1);
        }}
      >
        {deal.name}
      </a>
      <Menu
        label={`${t('crm.moveToStage')}: ${deal.name}`}
        items={() =>
          stageItems(
            deal,
            columns.map((column) => column.stage),
            (stage) => onMove(deal, stage.id),
          )
        }
      />
      <p className="small one-line crm-deal-who">{deal.contacts.map((one) => one.name).join(', ')}</p>
      <p className="line-up small">
        {deal.responsible && <Avatar id={deal.responsible.id} name={deal.responsible.name} size="small" />}
        <span className="grow one-line quiet">{deal.responsible?.name ?? t('crm.lead')}</span>
        {deal.amount === null ? (
          <time className="quiet" dateTime={deal.createdAt}>
            {short(deal.createdAt)}
          </time>
        ) : (
          <span className="number">{money(deal.amount, null)}</span>
        )}
      </p>
      {deal.kind === 'UNSORTED' && !deal.responsible && (
        <Button onClick={() => onAccept(deal)}>{t('crm.accept')}</Button>
      )}
    </li>
  );
}
