import { dot, type Direction } from './directions';
import { inSlices } from '../slices';
import { centred, type WeightPath } from './weightPath';

/** Where a path's weights lie on a plane through its end, and how much of its movement that shows. */
export interface Projection {
  /** (points,) multiples of the first and of the second direction; the last point is 0, 0. */
  alpha: Float64Array;
  beta: Float64Array;
  /** The share (0 … 1) of the variance of the path's weights that lies in the plane. */
  share: number;
}

/**
 * The least-squares projection of `path` onto the plane of two directions, which need not be at a right angle.
 * Yields the points done.
 * @param gram `gramOf` the path.
 */
export function* project(
  path: WeightPath,
  gram: Float64Array,
  [d1, d2]: readonly [Direction, Direction],
): Generator<number, Projection> {
  const n = path.weights.length;
  const end = path.weights[n - 1];
  const [a, b, c] = [dot(d1, d1), dot(d1, d2), dot(d2, d2)];
  const determinant = a * c - b * b;
  const alpha = new Float64Array(n);
  const beta = new Float64Array(n);
  const projectPoint = (i: number) => {
    const weights = path.weights[i];
    let [p1, p2] = [0, 0];
    for (let p = 0; p < end.length; p++) {
      const moved = weights[p] - end[p];
      p1 += d1[p] * moved;
      p2 += d2[p] * moved;
    }
    // Of a network whose weights are all 0, the directions have no length.
    if (!(determinant > 1e-12 * a * c)) return;
    alpha[i] = (c * p1 - b * p2) / determinant;
    beta[i] = (a * p2 - b * p1) / determinant;
  };
  yield* inSlices(n, 2 * end.length, (first, last) => {
    for (let i = first; i < last; i++) projectPoint(i);
  });
  const [meanAlpha, meanBeta] = [alpha, beta].map((values) => values.reduce((x, y) => x + y, 0) / n);
  let inside = 0;
  for (let i = 0; i < n; i++) {
    const [x, y] = [alpha[i] - meanAlpha, beta[i] - meanBeta];
    inside += a * x * x + 2 * b * x * y + c * y * y;
  }
  const all = centred(gram, n).reduce((sum, value, at) => (at % (n + 1) === 0 ? sum + value : sum), 0);
  return { alpha, beta, share: all > 0 ? Math.min(1, inside / all) : 0 };
}
