import type { KpiView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { targetText } from './target-text.js';

type Figures = Pick<KpiView, 'value' | 'numerator' | 'denominator' | 'unit'>;

/** The columns of a measured value wherever one is shown: the value, what it was divided from, and its target where there is one. */
export function MeasureHeads({ withTarget = false }: { withTarget?: boolean }) {
  const { t } = useWords();
  return (['value', 'parts', ...(withTarget ? (['target'] as const) : [])] as const).map((name) => (
    <th key={name} scope="col" className="number">
      {t(`kpi.${name}`)}
    </th>
  ));
}

/** The cells under `MeasureHeads`. `target` undefined: the table has no such column. */
export function MeasureCells({ of: figures, currency, target }: { of: Figures; currency: string; target?: KpiView['target'] }) {
  const { t, format } = useWords();
  return (
    <>
      <td className={figures.value === null ? 'number quiet' : 'number value'} data-label={t('kpi.value')}>
        {format.measure(figures.value, figures.unit, currency)}
      </td>
      <td className="number" data-label={t('kpi.parts')}>
        <Parts of={figures} currency={currency} />
      </td>
      {target !== undefined && (
        <td className="number" data-label={t('kpi.target')}>
          {target === null ? '–' : targetText(target, figures.unit, currency, format)}
        </td>
      )}
    </>
  );
}

/** "42 / 120": what the value was divided from. */
function Parts({ of: { numerator, denominator, unit }, currency }: { of: Figures; currency: string }) {
  const { format } = useWords();
  if (numerator === null && denominator === null) return <>–</>;
  const part = (value: number | null): string => (value === null ? '?' : unit === 'money' ? format.money(value, currency) : format.number(value));
  return (
    <>
      {part(numerator)}
      {denominator !== null && ` / ${part(denominator)}`}
    </>
  );
}
