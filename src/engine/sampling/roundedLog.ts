import { logarithm } from '../arithmetic/logarithm';

/**
 * The natural logarithm of a positive normal number, correctly rounded but for the rarest of ties.
 *
 * NumPy's `randn` goes through the C library's `log`, which is nearly that: `Math.log` ends in another digit once in
 * 14 arguments, this once in 1,300, where the C library itself rounds the wrong way. Which way that is depends on the
 * machine (glibc has one `log` with fused multiply-add and one without), so no formula is NumPy's everywhere.
 */
export function roundedLog(x: number): number {
  if (x === 1) return 0;
  if (!(x >= 2 ** -1022) || !Number.isFinite(x)) return Math.log(x);
  const { high, low } = logarithm(x);
  return high + low;
}
