import { smallestExponent, type Curve } from '../../../src/engine';
import { plain } from '../../../src/engine/numberText';

/** A step as one writes it: 0.5, but 4.22e-6 where JavaScript has 0.00000422. */
export const stepText = (h: number): string => plain(h);

/**
 * h on a slider of powers of ten: the least h in full is no number to assistive tools. The slider ends where the picture
 * does, or at an h beyond that was typed.
 */
export function sliderOf(h: number): { value: number; min: number; max: number } {
  const value = Math.round(100 * Math.log10(h)) / 100;
  return { value, min: Math.min(smallestExponent, value), max: Math.max(0, value) };
}

/** The next larger or smaller number of one digit: 1e-4, 2e-4 … 9e-4, 1e-3. @param h a positive number. */
export function byDigit(h: number, up: boolean): number {
  const [digits, exponent] = h.toExponential().split('e');
  const digit = up ? Math.floor(Number(digits)) + 1 : Math.ceil(Number(digits)) - 1;
  const next = Number(digit < 1 ? `9e${Number(exponent) - 1}` : `${digit}e${exponent}`);
  return next > 0 && Number.isFinite(next) ? next : h;
}

/** Ten times more or less. @param h a positive number. */
export function byDecade(h: number, up: boolean): number {
  const [digits, exponent] = h.toExponential().split('e');
  const next = Number(`${digits}e${Number(exponent) + (up ? 1 : -1)}`);
  return next > 0 && Number.isFinite(next) ? next : h;
}

const epsilon64 = 2 ** -52;
const epsilon32 = 2 ** -23;

/** Where theory has the best step of each curve for an f and its derivatives of size 1: ∛ε, or √ε. */
export const theoreticalBest: Record<Curve, number> = {
  central: Math.cbrt(epsilon64),
  forward: Math.sqrt(epsilon64),
  float32: Math.cbrt(epsilon32),
  forward32: Math.sqrt(epsilon32),
};
