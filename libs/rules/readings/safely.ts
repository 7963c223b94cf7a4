import { InputFault } from '../../measures/input-rules.js';
import { text } from '../../playbook/forms/fields.js';
import { noData } from './measured.js';
import type { Measure } from './measure-facts.js';
import { saying } from './sources.js';

const contradiction = text('数据自相矛盾', 'Contradictory input');

/** Figures that contradict each other (more found than checked) are no data, and say so; a review of many entries must not stop at one. */
export function safely(measure: Measure): Measure {
  return (facts) => {
    try {
      return measure(facts);
    } catch (error) {
      if (error instanceof InputFault) return noData(saying(contradiction, error.said));
      if (error instanceof RangeError) return noData(contradiction);
      throw error;
    }
  };
}
