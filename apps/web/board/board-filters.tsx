import { Input } from 'antd';
import type { EntryRow } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { conditionsOfBoard, defaultStates, entryStates, filterRows, isTrue, toggled, type BoardSearch } from './board-filter.js';

type Props = { readonly rows: readonly EntryRow[]; readonly search: BoardSearch; readonly change: (next: BoardSearch) => void };

/** Search and chips; each chip says how many entries it would show. */
export function BoardFilters({ rows, search, change }: Props) {
  const { t } = useWords();
  const states = search.state ?? defaultStates;
  const shown = filterRows(rows, { ...search, only: undefined });
  const pickState = (state: string): void => {
    const next = toggled(states, state);
    const isDefault = next?.length === defaultStates.length && defaultStates.every((each) => next.includes(each));
    change({ state: isDefault ? undefined : next });
  };
  return (
    <div className="filters" role="search">
      <Input.Search
        allowClear
        value={search.q ?? ''}
        onChange={(event) => change({ q: event.target.value === '' ? undefined : event.target.value })}
        placeholder={t('board.search')}
        aria-label={t('board.search')}
        className="filter-search"
      />
      <div className="chips" role="group" aria-label={t('board.byState')}>
        {entryStates.map((state) => (
          <FilterChip key={state} on={states.includes(state)} flip={() => pickState(state)} count={rows.filter((row) => row.state === state).length}>
            {t(`entryState.${state}`)}
          </FilterChip>
        ))}
      </div>
      <div className="chips" role="group" aria-label={t('board.byCondition')}>
        {conditionsOfBoard.map((only) => (
          <FilterChip
            key={only}
            on={search.only?.includes(only) ?? false}
            flip={() => change({ only: toggled(search.only, only) })}
            count={shown.filter((row) => isTrue(only, row)).length}
          >
            {t(`board.only.${only}`)}
          </FilterChip>
        ))}
      </div>
    </div>
  );
}

export function FilterChip({ on, flip, count, children }: { on: boolean; flip: () => void; count: number; children: string }) {
  return (
    <button type="button" className="filter-chip" aria-pressed={on} onClick={flip}>
      {children} <b>{count}</b>
    </button>
  );
}
