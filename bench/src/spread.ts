import type { Measured } from './compare.ts';

/** A median, and between what the middle half of the values lies. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), low: quantile(sorted, 0.25), high: quantile(sorted, 0.75) };
}

/** The ratio within each round, and only then the median: a slow minute is slow for both. */
export function ratioOf(dividend: Measured, divisor: Measured): Spread {
  return spreadOf(dividend.samples.map((sample, round) => sample / (divisor.samples[round] ?? Number.NaN)));
}

/** As `1.23 (1.20–1.31)`. */
export function formatSpread({ median, low, high }: Spread): string {
  return `${format(median)} (${format(low)}–${format(high)})`;
}

/** Three digits, as far as they are behind the point. */
export function format(value: number): string {
  const size = Math.abs(value);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

function quantile(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(place)] ?? below) - below) * (place % 1);
}
