import { noData } from './measured.js';
import type { Measure } from './measure-facts.js';

/** Figures that contradict each other (more found than checked) are no data, and say so; a review of many entries must not stop at one. */
export function safely(measure: Measure): Measure {
  return (facts) => {
    try {
      return measure(facts);
    } catch (error) {
      if (error instanceof RangeError) return noData(`contradictory input: ${error.message}`);
      throw error;
    }
  };
}
