import type { KpiView } from '../../../libs/contracts/views.js';
import { useWords } from '../language/i18n.js';

type Props = { readonly weeks: KpiView['weeks']; readonly unit: string; readonly currency: string; readonly title: string };
const width = 96;
const height = 26;

/** The last weeks as a small line; a week without data is a gap with a ring, never a zero. */
export function Trend({ weeks, unit, currency, title }: Props) {
  const { t, format } = useWords();
  const shown = weeks.slice(-8);
  const values = shown.flatMap(({ value }) => (value === null ? [] : [value]));
  const low = Math.min(...values);
  const span = Math.max(...values) - low || 1;
  const x = (index: number): number => (shown.length === 1 ? width / 2 : 5 + (index * (width - 10)) / (shown.length - 1));
  const y = (value: number): number => height - 5 - ((value - low) / span) * (height - 10);
  const words = shown.map(({ week, value }) => `${week} ${format.measure(value, unit, currency)}`).join('; ');
  return (
    <svg className="trend" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={t('kpi.trend', { kpi: title, weeks: words })}>
      <title>{words}</title>
      {segments(shown.map(({ value }) => value)).map((segment) => (
        <polyline
          key={segment[0]}
          points={segment.map((index) => `${x(index)},${y(shown[index]?.value as number)}`).join(' ')}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.4"
        />
      ))}
      {shown.map(({ week, value, colour }, index) =>
        value === null ? (
          <circle key={week} cx={x(index)} cy={height / 2} r="2" className="tone-off" fill="none" stroke="currentColor" />
        ) : (
          <circle key={week} cx={x(index)} cy={y(value)} r="2.6" className={`dot-${colour}`} />
        ),
      )}
    </svg>
  );
}

/** Runs of neighbouring weeks that have a value, as indexes. */
function segments(values: readonly (number | null)[]): number[][] {
  return values.reduce<number[][]>((runs, value, index) => {
    if (value === null) return runs;
    const last = runs.at(-1);
    if (last?.at(-1) === index - 1) last.push(index);
    else runs.push([index]);
    return runs;
  }, []);
}
