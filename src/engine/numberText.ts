import type { Say } from './badInput';

/**
 * Numbers as they are written on the pages, in the tree, by the command line and in every sentence: in English and in Korean alike, whatever
 * language the machine or the browser speaks, and so that `typedNumber` reads them back. Thousands stand apart; what is
 * below a thousandth or from a million on has an exponent, 7.73e-5; what rounds to 0 has no sign.
 */
const least = 1e-3;
const most = 1e6;

/** NaN and the infinities as they stand; null for a number. */
const beyond = (value: number): string | null =>
  Number.isFinite(value) ? null : Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';

/** 1234.5678 → 1,234.5678 */
const inThousands = (text: string) =>
  text.replace(/^(-?)(\d+)/, (_, sign: string, whole: string) => `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}`);

/** 1e+21 → 1e21 */
const withoutPlus = (text: string) => text.replace('e+', 'e');

/** 60000 → 60,000 */
export const count = (value: number): string => fixed(value, 0);

/** A number among the words of a sentence: 4,294,967,295, 0.01, 1e-7. */
export const inWords = (value: number): string => (Number.isSafeInteger(value) ? count(value) : plain(value));

/** So many decimals: −0.0000001 → 0.000000 */
export function fixed(value: number, decimals: number): string {
  const text = beyond(value) ?? value.toFixed(decimals);
  return inThousands(Number(text) === 0 ? text.replace('-', '') : text);
}

/** So many significant digits, four unless told: 0.3457, 21.60, 12,350, 7.730e-5, 2.500e7. */
export function significant(value: number, digits = 4): string {
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size === 0) return '0';
  if (!(size >= least && size < most)) return beyond(value) ?? withoutPlus(value.toExponential(digits - 1));
  return fixed(rounded, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
}

/**
 * Up to so many significant digits, those that say something: 0.1, 20, 50,000, 1e-4, 2.5e7.
 * @param below from where on there is an exponent.
 */
export function plain(value: number, digits = 17, below = most): string {
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size === 0 || (size >= least && size < below)) return inThousands(String(size === 0 ? 0 : rounded));
  return beyond(value) ?? withoutPlus(rounded.toExponential());
}

/** Every digit of a double, for figures that are compared digit by digit; small ones from where Python has an exponent. */
export function repr(value: number): string {
  if (value === 0 || !Number.isFinite(value) || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16))
    return String(value);
  return withoutPlus(value.toExponential());
}

/** Every digit of a float32: the shortest decimal that reads back as it, as NumPy prints one. 253 / 255 is 0.99215686. */
export function repr32(value: number): string {
  const rounded = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const decimal = Number(rounded.toPrecision(digits));
    if (Math.fround(decimal) === rounded) return repr(decimal);
  }
  return repr(Number(rounded.toPrecision(9)));
}

/** 0.9342 → 93.42 %, which no line parts from its sign. */
export const percent = (share: number, digits = 2): string => `${fixed(share * 100, digits)}\u00a0%`;

/** Measured seconds as 2.31 s, 1:05 or 2:03:09, in the reader's language. */
export function duration(seconds: number, say: Say): string {
  if (seconds < 59.95) return say('{0} s', fixed(seconds, seconds < 9.995 ? 2 : 1));
  const rounded = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(rounded / 3600);
  const minutes = Math.floor(rounded / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(rounded % 60)}` : `${minutes}:${two(rounded % 60)}`;
}

const short = (value: number) => (value < 10 ? significant(value, 2) : count(value));

/** Seconds as 1.2 µs, 150 ms, 2.31 s, 42 s, 1 min 40 s or 2 h 10 min: no finer than an estimate or one measurement is. */
export function roughTime(seconds: number, say: Say): string {
  if (seconds < 1) return seconds < 1e-3 ? `${short(seconds * 1e6)}\u00a0µs` : `${short(seconds * 1e3)}\u00a0ms`;
  if (seconds < 9.995) return say('{0} s', fixed(seconds, 2));
  const whole = Math.round(seconds);
  if (whole < 60) return say('{0} s', whole);
  const tens = Math.round(seconds / 10) * 10;
  if (tens < 3600) return say('{0} min {1} s', Math.floor(tens / 60), tens % 60);
  const minutes = Math.round(seconds / 60);
  return say('{0} h {1} min', count(Math.floor(minutes / 60)), minutes % 60);
}
