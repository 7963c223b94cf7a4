import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The open data sets that some tests compare with: beside the repository unless BEACHHEAD_TEST_DATA names their folder. */
const folder = process.env['BEACHHEAD_TEST_DATA'] ?? fileURLToPath(new URL('../../../shared/data', import.meta.url));

export const realData = (...parts: readonly string[]): string => join(folder, ...parts);

/** `describe`, or a reported skip where the data set is not on this machine. */
export function describeWithData(dataSet: string, name: string, tests: () => void): void {
  if (existsSync(realData(dataSet))) describe(name, tests);
  else describe(name, () => { it.skip(`needs the data set ${dataSet} (BEACHHEAD_TEST_DATA names its folder)`, () => undefined); });
}
