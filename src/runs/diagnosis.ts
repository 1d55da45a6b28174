/** How many steps at either end are compared. */
const window = 50;
/** A last loss above this share of the first counts as not fallen. */
const fallen = 0.97;
/** A loss that rose to this many times the first on its way was thrown up, not left lying. */
const thrown = 1.1;

/** Why a finite loss did not fall: the steps were too large, or too small; with the means it was judged by. */
export interface Stuck {
  rate: 'tooHigh' | 'tooLow';
  first: number;
  last: number;
}

const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Looks at a run that ended with every loss finite.
 * @param loss the loss of every step, in order.
 * @returns undefined when it fell, or when there are too few steps to say.
 */
export function diagnose(loss: Float64Array): Stuck | undefined {
  if (loss.length < 2 * window || !loss.every(Number.isFinite)) return undefined;
  // The first step's loss is that of the untrained network, before any step could throw it up.
  const [first] = loss;
  const last = mean(loss.subarray(-window));
  if (last <= fallen * first) return undefined;
  return { rate: loss.some((value) => value > thrown * first) ? 'tooHigh' : 'tooLow', first, last };
}
