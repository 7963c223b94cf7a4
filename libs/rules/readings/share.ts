import { marketShare } from '../../measures/share.js';
import { ratio, type Ratio } from '../../measures/ratio.js';
import type { Text } from '../../playbook/define-form.js';
import { text } from '../../playbook/forms/fields.js';
import type { FormOf } from '../../playbook/playbook.js';
import { launch } from '../../playbook/stages/5-launch.js';
import type { Measured } from '../facts.js';
import { fromRatio, noData, quotientOf } from './measured.js';
import { submissions, type MeasureFacts } from './measure-facts.js';
import { from, none, papers, saying, street, upTo } from './sources.js';

type Observation = FormOf<'shareObservation'>;
type ShareMethod = Observation['method'] | 'sales';

/** Own volume and the market's, in one unit; A terminals and the strongest rival where known. */
export type ShareFigures = {
  readonly own: number;
  readonly market: number;
  readonly ownInA: number | null;
  readonly marketInA: number | null;
  readonly rival: number | null;
  readonly evidence: Text;
};

/** Sale lines measure a share only where they hold all brands, which the bundle says; own lines alone would always give 100 %. */
function fromSales({ field, parameters }: MeasureFacts): ShareFigures | null {
  const sales = field?.sales ?? null;
  if (parameters.categoryVolume !== 'sales' || sales === null || field === null || sales.marketVolume <= 0) return null;
  return {
    own: sales.ownVolume, market: sales.marketVolume, ownInA: sales.ownVolumeA, marketInA: sales.marketVolumeA,
    rival: sales.rival?.volume ?? null, evidence: upTo(field.asOf, street.sales),
  };
}

const methods = launch.deliverables.shareObservation.form.fields.method.options;
const allBrands = text('全部品牌的销售明细', 'sale lines of all brands');

/** How a share was measured, in words. */
export function methodTitle(method: ShareMethod): Text {
  return method === 'sales' ? from(street.sales) : methods[method];
}

function fromObservation(observation: Observation): ShareFigures {
  const rivals = observation.rivals.map((rival) => rival.volume);
  return {
    own: observation.own, market: observation.capacity, ownInA: observation.ownInA, marketInA: observation.capacityInA,
    rival: rivals.length === 0 ? null : Math.max(...rivals), evidence: saying(papers('shareObservation'), upTo(observation.to, methodTitle(observation.method))),
  };
}

/** The observation of the latest period, of one method or of any. */
function latestObservation(facts: MeasureFacts, method?: Observation['method']): Observation | null {
  const observations = submissions(facts, 'shareObservation').map((one) => one.data).filter((one) => method === undefined || one.method === method);
  return observations.reduce<Observation | null>((last, next) => (last === null || next.to >= last.to ? next : last), null);
}

/** What the share is computed from today: sale lines of all brands, else the latest observation; null when there is neither. */
export function shareFigures(facts: MeasureFacts): ShareFigures | null {
  const observation = latestObservation(facts);
  return fromSales(facts) ?? (observation === null ? null : fromObservation(observation));
}

export function shareOf(figures: ShareFigures): Ratio {
  return marketShare({ own: figures.own, capacity: figures.market });
}

/** A KPI over the share figures. */
export function onShare(measure: (figures: ShareFigures) => Ratio): (facts: MeasureFacts) => Measured {
  return (facts) => {
    const figures = shareFigures(facts);
    return figures === null ? noData(none(allBrands, text('占有率观察', 'share observation'))) : fromRatio(measure(figures), figures.evidence);
  };
}

/** Own share inside A terminals ÷ own share overall. method.md §12 */
export function shareQuality(figures: ShareFigures): Ratio {
  return quotientOf(ratio(figures.ownInA, figures.marketInA), shareOf(figures));
}

/** The share by every method that has measured it. */
export function sharesByMethod(facts: MeasureFacts): ReadonlyMap<ShareMethod, number> {
  const found = new Map<ShareMethod, number>();
  const add = (method: ShareMethod, figures: ShareFigures | null): void => {
    const value = figures === null ? null : shareOf(figures).value;
    if (value !== null) found.set(method, value);
  };
  add('sales', fromSales(facts));
  for (const method of ['census', 'dealer', 'panel'] as const) {
    const observation = latestObservation(facts, method);
    if (observation !== null) add(method, fromObservation(observation));
  }
  return found;
}
