import { count, significant } from '../../../src/engine/numberText';

const rounded = (value: number) => (value < 10 ? significant(value, 2) : count(value));

/** 400 → 400 B, 4,000 → 4.0 kB, 40,000,000 → 40 MB */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${rounded(bytes / 1000)} kB` : `${rounded(bytes / 1e6)} MB`;
}

/** Where `value` lies (0 … 1) between `least` and `most` on a log axis. */
export const logShare = (value: number, least: number, most: number): number =>
  Math.min(1, Math.max(0, Math.log(value / least) / Math.log(most / least)));
