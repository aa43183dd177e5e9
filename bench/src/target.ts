import { format } from './spread.ts';

/** What is promised of a number: no less, or no more. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** As `≤ 1.05, met`; empty where nothing is promised. */
export function verdict(value: number, target: Target | undefined): string {
  if (target === undefined) return '';
  const [sign, limit, isMet] =
    'atLeast' in target
      ? ['≥', target.atLeast, value >= target.atLeast]
      : ['≤', target.atMost, value <= target.atMost];
  return `${sign} ${format(limit)}, ${isMet ? 'met' : 'missed'}`;
}
