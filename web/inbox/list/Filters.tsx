import { useState } from 'react';
import { useKey, usePlace } from '../../shared/hooks';
import { t } from '../../shared/i18n';
import { parley } from '../../shared/parley';
import { Button, Check, IconButton, Popover, SelectField, type Point } from '../../shared/ui';
import { moreCount, NO_FILTERS, readFilters, rememberFilters, VIEWS, type Filters } from '../filters';
import { transportName } from '../names';
import { setFilters } from '../open';

export function applyFilters(filters: Filters): void {
  rememberFilters(filters);
  setFilters(filters);
}

/** All, Unanswered, Mine, New; the rest behind one button that says how many are set. */
export function FilterBar() {
  useKey('counters');
  useKey('language');
  const filters = readFilters(usePlace().query);
  const [at, setAt] = useState<Point | null>(null);
  const { unansweredChats } = parley.store.counters;
  const more = moreCount(filters);
  return (
    <div className="filters" role="group" aria-label={t('list.filters')}>
      {VIEWS.map((view) => {
        const n = view === 'unanswered' ? unansweredChats : 0;
        return (
          <button
            key={view}
            type="button"
            className="chip"
            aria-pressed={filters.view === view}
            title={n ? t('list.unansweredChats', { n }) : undefined}
            onClick={() => applyFilters({ ...filters, view })}
          >
            {t(`list.${view}`)}
            {n > 0 && (
              <>
                <span className="chip-count" aria-hidden="true">
                  {n > 999 ? '999+' : n}
                </span>
                <span className="hidden-text">{t('list.unansweredChats', { n })}</span>
              </>
            )}
          </button>
        );
      })}
      <span className="grow" />
      <span className="filters-more">
        <IconButton
          icon="filter"
          label={more ? t('list.moreSet', { n: more }) : t('list.more')}
          expanded={!!at}
          size={18}
          onClick={(event) => setAt(event.currentTarget.getBoundingClientRect())}
        />
        {more > 0 && (
          <span className="filters-dot" aria-hidden="true">
            {more}
          </span>
        )}
      </span>
      {at && <MoreFilters at={at} onClose={() => setAt(null)} />}
    </div>
  );
}

function MoreFilters({ at, onClose }: { at: Point; onClose: () => void }) {
  const filters = readFilters(usePlace().query);
  const { channels, employees } = parley.store;
  const change = (part: Partial<Filters>) => applyFilters({ ...filters, ...part });
  return (
    <Popover at={at} label={t('list.more')} onClose={onClose}>
      <div className="stack filters-sheet">
        <SelectField
          label={t('list.channel')}
          value={filters.channel}
          onChange={(channel) => change({ channel })}
          choices={[
            { value: '', text: t('list.anyChannel') },
            ...[...channels.values()].map((one) => ({
              value: one.id,
              text: `${transportName(one.transport)} · ${one.name}`,
            })),
          ]}
        />
        {employees.size > 1 && (
          <SelectField
            label={t('list.employee')}
            value={filters.employee}
            onChange={(employee) => change({ employee })}
            choices={[
              { value: '', text: t('list.anyEmployee') },
              ...[...employees.values()].map((one) => ({ value: one.id, text: one.name })),
            ]}
          />
        )}
        <Check
          label={t('list.waiting')}
          checked={!!filters.waiting}
          onChange={(on) => change({ waiting: on ? '15' : '' })}
        />
        <Check
          label={t('list.closed')}
          checked={filters.deals === 'closed'}
          onChange={(on) => change({ deals: on ? 'closed' : '' })}
        />
        <div>
          <Button
            disabled={moreCount(filters) === 0}
            onClick={() => applyFilters({ ...NO_FILTERS, view: filters.view })}
          >
            {t('list.reset')}
          </Button>
        </div>
      </div>
    </Popover>
  );
}
