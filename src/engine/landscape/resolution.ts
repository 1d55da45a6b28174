import type { LayerSizes } from '../network/network';

/** How finely a landscape is taken. */
export interface Resolution {
  /** Points of the grid along each direction; odd, so that one is in the middle. */
  side: number;
  /** Training samples whose loss is taken at each. */
  rows: number;
  /** What that costs, in one thread of a computer of 2026; good to a factor of 2. */
  seconds: number;
}

const choices = [
  { side: 41, rows: 1000 },
  { side: 31, rows: 500 },
  { side: 21, rows: 200 },
];
/** Seconds that the finer choices may take. */
const mostSeconds = 6;

/** Nanoseconds of a multiply-add, and of a unit's activation or exponential: measured. */
const multiplyAddTime = 0.6;
const unitTime = 12;

/** The finest resolution that does not take long for a network of these sizes, or else the coarsest. */
export function resolutionOf(sizes: LayerSizes): Resolution {
  const [inputs, first] = sizes;
  let perRow = 2 * first * multiplyAddTime;
  for (let layer = 1; layer < sizes.length; layer++) {
    perRow += sizes[layer] * unitTime;
    if (layer > 1) perRow += sizes[layer - 1] * sizes[layer] * multiplyAddTime;
  }
  const costs = choices.map(({ side, rows }) => ({
    side,
    rows,
    // Four fifths of MNIST's pixels are 0, and skipped; the directions are drawn, scaled and multiplied once.
    seconds: (side * side * rows * perRow + (0.6 * rows + 200) * inputs * first * multiplyAddTime) / 1e9,
  }));
  return costs.find(({ seconds }) => seconds <= mostSeconds) ?? costs[costs.length - 1];
}
