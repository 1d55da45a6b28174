/** Numbers as the page writes them, in the reader's language. */
const language = document.documentElement.lang || 'en';
const whole = new Intl.NumberFormat(language);

/** 60000 → 60,000 */
export const count = (value: number) => whole.format(value);

/** 0.9342 → 93.42 % */
export const percent = (share: number, digits = 2) => `${(share * 100).toFixed(digits)} %`;

/** Four significant digits, or NaN and ∞ as they are. */
export function significant(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return value !== 0 && Math.abs(value) < 1e-3 ? value.toExponential(digits - 1) : value.toPrecision(digits);
}

/** Every digit of a double, as NumPy's repr prints it: 0.5975, 3.396914956275151e-06. */
export function repr(value: number): string {
  if (value === 0 || !Number.isFinite(value) || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16))
    return String(value);
  return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
}

/** Seconds as 2.31 s, 1:05 or 2:03:09. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const rounded = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(rounded / 3600);
  const minutes = Math.floor(rounded / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(rounded % 60)}` : `${minutes}:${two(rounded % 60)}`;
}
