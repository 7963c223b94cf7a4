import type { EntryView, KpiView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';
import { Chip, ColourMark } from '../shell/marks.js';
import { Nothing } from '../shell/states.js';
import { MeasureCells, MeasureHeads } from './measure-cells.js';
import { Trend } from './trend.js';
import { useLanding } from './use-landing.js';

/** Every KPI of the stage with what it was computed from. No data is grey and never green. */
export function Kpis({ entry, item }: { entry: EntryView; item: string | undefined }) {
  const { t } = useWords();
  const land = useLanding(item);
  if (entry.kpis.length === 0) return <Nothing title={t('kpi.none')} />;
  const counts = (['red', 'amber', 'grey', 'green', 'none'] as const)
    .map((colour) => ({ colour, count: entry.kpis.filter((kpi) => kpi.colour === colour).length }))
    .filter(({ count }) => count > 0);
  return (
    <>
      <p className="counts">
        {counts.map(({ colour, count }) => (
          <span key={colour}>
            <ColourMark colour={colour} /> <b>{count}</b>
          </span>
        ))}
      </p>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t('kpi.title')}>
        <table className="read-table kpi-table">
          <caption className="sr-only">{t('kpi.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('kpi.colour')}</th>
              <th scope="col">{t('kpi.name')}</th>
              <MeasureHeads withTarget />
              <th scope="col">{t('kpi.weeks')}</th>
              <th scope="col">{t('kpi.from')}</th>
            </tr>
          </thead>
          <tbody>
            {entry.kpis.map((kpi) => (
              <KpiRow key={kpi.key} kpi={kpi} currency={entry.currency} place={land(kpi.key)} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

type RowProps = { readonly kpi: KpiView; readonly currency: string; readonly place: object };

function KpiRow({ kpi, currency, place }: RowProps) {
  const { t, say, format } = useWords();
  return (
    <tr {...place}>
      <td data-label={t('kpi.colour')}>
        <ColourMark colour={kpi.colour} />{' '}
        {kpi.shadow && (
          <Chip tone="off" title={t('kpi.shadowHint')}>
            {t('kpi.shadow')}
          </Chip>
        )}
      </td>
      <th scope="row">
        <span className="kpi-name">{say(kpi.title)}</span>
        <span className="quiet block">{say(kpi.formula)}</span>
      </th>
      <MeasureCells of={kpi} currency={currency} target={kpi.target} />
      <td data-label={t('kpi.weeks')}>
        {kpi.weeks.length > 0 ? <Trend weeks={kpi.weeks} unit={kpi.unit} currency={currency} title={say(kpi.title)} /> : <span className="quiet">–</span>}
      </td>
      <td data-label={t('kpi.from')} className="source">
        <div>
          <span>
            {t(`kpi.source.${kpi.from}`)}
            {kpi.asOf !== null && ` · ${t('kpi.asOf', { day: format.day(kpi.asOf) })}`}
          </span>
          <span className="quiet block">{say(kpi.evidence)}</span>
        </div>
      </td>
    </tr>
  );
}
