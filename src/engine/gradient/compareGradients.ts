/** Below this, a central difference with h = 1e-4 is mostly rounding, and a relative error says nothing. */
const noise = 1e-7;

/** When a gradient counts as right: |a − n| ≤ atol + rtol · |n|, the rule of torch.autograd.gradcheck. */
export interface Tolerance {
  atol: number;
  rtol: number;
}

export interface LayerCheck {
  /** W1, b1, W2 … */
  name: string;
  shape: readonly number[];
  /** Euclidean length of the numerical gradient. */
  l2: number;
  maxAbsoluteError: number;
  /** Largest |a − n| / max(|a|, |n|) of the elements in which either is above 1e-7; 0 when none is. */
  maxRelativeError: number;
  /** Where the largest absolute error is, as indices into `shape`. */
  worstAt: readonly number[];
  /** Elements left out of the errors and the verdict, because the step took a ReLU unit over its kink. */
  kinks: number;
  /** Elements that are not left out and, where some are, do not belong to inputs that are 0 in all the batch. */
  compared: number;
  /** As `maxAbsoluteError`, with backpropagation of the loss that is differenced, to the last δ. */
  differencedError: number;
  /** Whether, of that, every element compared is within the tolerance, and there is one. */
  passes: boolean;
  /** Whether that holds with backpropagation as training takes it, too. */
  passesAsTrained: boolean;
  /** Index into the flat parameter of the element that is farthest beyond the tolerance; null when none is. */
  failsMostAt: number | null;
  numerical: Float64Array;
  /** As training takes it. */
  backprop: Float64Array;
}

/** `untold`: every element that an input moves is left out, so that nothing could be compared. */
export type LayerVerdict = 'right' | 'wrong' | 'untold';

export const layerVerdict = ({ passes, compared }: Pick<LayerCheck, 'passes' | 'compared'>): LayerVerdict =>
  compared === 0 ? 'untold' : passes ? 'right' : 'wrong';

/** Where `index` of a flat row-major array of `shape` is. */
function position(index: number, shape: readonly number[]): number[] {
  return shape.length === 1 ? [index] : [Math.floor(index / shape[1]), index % shape[1]];
}

/**
 * How many elements say something. Once kinks have taken those that an input moves, the rest of a weight compares 0 with
 * 0, whatever backpropagation does: the rows of inputs that are always 0, which hold no slope and no kink.
 */
function countCompared(shape: readonly number[], kinks: Uint8Array, ...gradients: readonly Float64Array[]): number {
  if (!kinks.includes(1)) return kinks.length;
  const width = shape[shape.length - 1];
  let compared = 0;
  for (let row = 0; row < kinks.length; row += width) {
    let [left, isMoved] = [0, false];
    for (let i = row; i < row + width; i++) {
      left += kinks[i];
      isMoved ||= kinks[i] === 1 || gradients.some((gradient) => gradient[i] !== 0);
    }
    if (isMoved) compared += width - left;
  }
  return compared;
}

/** Of the elements that are no kinks. */
interface Distance {
  most: number;
  worst: number;
  failsMostAt: number | null;
}

function distance(n: Float64Array, a: Float64Array, kinks: Uint8Array, { atol, rtol }: Tolerance): Distance {
  let [most, worst, excess] = [0, 0, 0];
  let failsMostAt: number | null = null;
  for (let i = 0; i < n.length; i++) {
    if (kinks[i]) continue;
    const error = Math.abs(a[i] - n[i]);
    // Written so that a NaN on either side fails, and nothing is farther off.
    if (!(error <= most) && !Number.isNaN(most)) [most, worst] = [error, i];
    const beyond = error - (atol + rtol * Math.abs(n[i]));
    if (beyond <= excess || Number.isNaN(excess)) continue;
    [excess, failsMostAt] = [beyond, i];
  }
  return { most, worst, failsMostAt };
}

/**
 * Holds two gradients of one parameter together.
 * @param numerical, backprop, kinks as `shape`, flat.
 * @param differenced backpropagation's of the very loss that is differenced, which the verdict is about.
 */
export function compareGradients(
  name: string,
  shape: readonly number[],
  numerical: Float64Array,
  backprop: Float64Array,
  kinks: Uint8Array,
  tolerance: Tolerance,
  differenced = backprop,
): LayerCheck {
  let [l2, maxRelativeError] = [0, 0];
  numerical.forEach((n, i) => {
    const a = backprop[i];
    const size = Math.max(Math.abs(a), Math.abs(n));
    l2 += n * n;
    if (kinks[i]) return;
    if (!(size <= noise)) maxRelativeError = Math.max(maxRelativeError, Math.abs(a - n) / size);
  });
  const asTrained = distance(numerical, backprop, kinks, tolerance);
  const { most, failsMostAt } =
    differenced === backprop ? asTrained : distance(numerical, differenced, kinks, tolerance);
  const left = kinks.reduce((sum, kink) => sum + kink, 0);
  const compared = countCompared(shape, kinks, numerical, backprop, differenced);
  return {
    name,
    shape,
    l2: Math.sqrt(l2),
    maxAbsoluteError: asTrained.most,
    maxRelativeError,
    worstAt: position(asTrained.worst, shape),
    kinks: left,
    compared,
    differencedError: most,
    passes: compared > 0 && failsMostAt === null,
    passesAsTrained: asTrained.failsMostAt === null,
    failsMostAt,
    numerical,
    backprop,
  };
}
