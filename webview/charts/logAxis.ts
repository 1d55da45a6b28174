import type { Scale } from 'chart.js';
import { plain } from '../text/format';

/** 1, 2 and 5 of each power of ten: enough to read a logarithmic axis by; where there are many powers, those alone. */
function logTicks({ min, max }: Pick<Scale, 'min' | 'max'>): { value: number }[] {
  const decades = Math.log10(max / min);
  const digits = decades > 5 ? [1] : decades < 0.8 ? [1, 1.5, 2, 3, 4, 5, 6, 8] : [1, 2, 5];
  const ticks: { value: number }[] = [];
  for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power++)
    for (const digit of digits) {
      const value = Number(`${digit}e${power}`);
      if (value >= min * 0.999 && value <= max * 1.001) ticks.push({ value });
    }
  return ticks.length > 1 || max <= min ? ticks : evenTicks(min, max);
}

/** Three to five of a stretch in which there are too few round numbers of their power of ten. */
function evenTicks(min: number, max: number): { value: number }[] {
  const least = (max - min) / 4;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((size) => size >= least) ?? least;
  const first = Math.ceil(min / step - 1e-9);
  const many = step > 0 ? Math.floor(max / step + 1e-9) - first + 1 : 0;
  return Array.from({ length: many }, (_, i) => ({ value: Number(((first + i) * step).toPrecision(12)) }));
}

/** A tick of a logarithmic axis: 0.01, 20, 2.15, 1e-7. */
export const logTick = (value: number) => plain(value, 3);

/** Puts the ticks of a logarithmic axis where they can be read. */
export const fillLogTicks = (scale: Pick<Scale, 'min' | 'max' | 'ticks'>) => {
  scale.ticks = logTicks(scale);
};
