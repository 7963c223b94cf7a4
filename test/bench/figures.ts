/** Milliseconds, sorted by `summary`. */
export type Sample = number[];

export function percentile(sample: readonly number[], part: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1);
  return sorted[Math.max(0, at)] ?? Number.NaN;
}

export function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}

export function summary(sample: readonly number[]): { p50: number; p99: number } {
  return { p50: round(percentile(sample, 0.5)), p99: round(percentile(sample, 0.99)) };
}

/** Runs `work` and keeps how long it took. */
export async function timed<T>(sample: Sample, work: () => Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work();
  sample.push(performance.now() - start);
  return result;
}

/** A readable table for people, and with `--json` one JSON object as the last line. */
export function report(name: string, figures: object): void {
  process.stdout.write(`\n${name}\n`);
  for (const [key, value] of Object.entries(figures)) process.stdout.write(`  ${key}: ${JSON.stringify(value)}\n`);
  if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify(figures)}\n`);
}
