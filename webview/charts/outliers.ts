/** How many values of a series are looked at to know where most of them lie. */
const looked = 4096;
/** Interquartile ranges beyond the quartiles from which a value is far out (Tukey 1977, chapter 2). */
const far = 3;
/** On a logarithmic axis three powers of ten more squash nothing: the fall from the first loss is no outlier. */
const leastRoom = Math.log(1000);

/** The next number of two digits: an end that an axis can name. */
function roundedUp(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  return value === 0 ? 0 : Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
}

interface Steps {
  first: number;
  last: number;
}

/** Up to 4096 finite values of the steps in view, evenly spread. */
function* spread(values: ArrayLike<number>, { first, last }: Steps, logY: boolean): Generator<number> {
  const end = Math.min(last, values.length - 1);
  const stride = Math.max(1, Math.floor((end - first + 1) / looked));
  for (let step = first; step <= end; step += stride) {
    const value = values[step];
    if (Number.isFinite(value) && (!logY || value > 0)) yield logY ? Math.log(value) : value;
  }
}

/**
 * The ends of a y axis that leaves out what lies far from most values of all series together; judged on the axis's own
 * scale. Undefined where there is nothing to judge by.
 */
export function mostOf(
  series: readonly ArrayLike<number>[],
  steps: Steps,
  logY: boolean,
): [low: number, high: number] | undefined {
  const sorted = Float64Array.from(series.flatMap((values) => [...spread(values, steps, logY)])).sort();
  if (sorted.length < 8) return undefined;
  const quartile = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const spreadOut = far * (quartile(0.75) - quartile(0.25));
  // Without any spread every other value would be far out: nothing is, then.
  if (spreadOut === 0) return undefined;
  const room = logY ? Math.max(leastRoom, spreadOut) : spreadOut;
  const low = Math.max(sorted[0], quartile(0.25) - room);
  const high = Math.min(sorted[sorted.length - 1], quartile(0.75) + room);
  return logY ? [Math.exp(low), Math.exp(high)] : [Math.min(0, low), roundedUp(high)];
}

/** How many finite values in view lie outside of `low` … `high`. */
export function countOutside(
  series: readonly ArrayLike<number>[],
  { first, last }: Steps,
  [low, high]: readonly [number, number],
): number {
  // The ends have gone through a logarithm and back.
  const [least, most] = [low - Math.abs(low) * 1e-9, high + Math.abs(high) * 1e-9];
  let outside = 0;
  for (const values of series)
    for (let step = first; step <= Math.min(last, values.length - 1); step++) {
      const value = values[step];
      if (value < least ? value !== -Infinity : value > most && value !== Infinity) outside++;
    }
  return outside;
}

/** What was counted of values that grow: up to where, and of what. */
const counted = new WeakMap<object, { of: string; length: number; outside: number }>();

/** The same of one series that grows: only what has come since is counted. */
export function countGrown(
  of: object,
  values: ArrayLike<number>,
  steps: Steps,
  ends: readonly [number, number],
): number {
  const what = [steps.first, steps.last, ...ends].join();
  const before = counted.get(of);
  const goesOn = before?.of === what && before.length <= values.length;
  const [from, sum] = goesOn ? [before.length, before.outside] : [0, 0];
  const outside = sum + countOutside([values], { first: Math.max(steps.first, from), last: steps.last }, ends);
  counted.set(of, { of: what, length: values.length, outside });
  return outside;
}
