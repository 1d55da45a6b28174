export { percent } from '../../src/shared/percent';
export { repr } from './repr';
export { significant } from './significant';

/** Numbers as the page writes them, in the reader's language. */
const language = document.documentElement.lang || 'en';
const whole = new Intl.NumberFormat(language);

/** 60000 → 60,000 */
export const count = (value: number) => whole.format(value);

/** Measured seconds as 2.31 s, 1:05 or 2:03:09. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const rounded = Math.round(seconds);
  const two = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(rounded / 3600);
  const minutes = Math.floor(rounded / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(rounded % 60)}` : `${minutes}:${two(rounded % 60)}`;
}
