import { BadInput, phrase } from '../badInput';
import { checkStep, type DiffMethod } from './numericalDiff';
import { checkPoint, numericalGradientOf, type MultivariateFunction } from './numericalGradientOf';

export interface GradientDescentOptions {
  /** η, 0.01 as in the book. */
  learningRate?: number;
  /** How many times x is moved, 100 as in the book. */
  stepNum?: number;
  method?: DiffMethod;
  /** The step of the differences, 1e-4 as in the book. */
  h?: number;
}

/**
 * Why a descent ended: all steps were taken, or f(x), its gradient or x itself stopped being finite. The path then ends
 * where that was; a large but finite x, as the book's η = 10 gives, is no end.
 */
export type DescentEnd = 'completed' | 'valueNotFinite' | 'gradientNotFinite' | 'pointNotFinite';

export interface GradientDescent {
  /** (n,), the last point of the path. */
  x: Float64Array;
  /** Every point (n,), the start first: stepNum + 1 of them when completed. */
  path: Float64Array[];
  /** f at every point of the path. */
  values: number[];
  reason: DescentEnd;
}

/**
 * Gradient descent by the numerical gradient, x ← x − η ∇f(x) (Deep Learning from Scratch, 4.4.1, `gradient_descent`);
 * by central differences equal to the book's NumPy to the last bit.
 *
 * @param initX (n,), the start. The book's function overwrites it; this one does not.
 * @throws BadInput when initX is empty or not finite, the learning rate not finite, stepNum not a whole number from 1,
 * h not a positive number, or `complexStep` is asked of a function that has no `complex`.
 */
export function gradientDescent(
  f: MultivariateFunction,
  initX: ArrayLike<number>,
  { learningRate = 0.01, stepNum = 100, method = 'central', h = 1e-4 }: GradientDescentOptions = {},
): GradientDescent {
  checkPoint(initX, 'initX');
  if (!Number.isFinite(learningRate))
    throw new BadInput('learningRate', '{0}: expected {1}, got {2}.', [
      'learningRate',
      phrase('a finite number'),
      learningRate,
    ]);
  if (!Number.isSafeInteger(stepNum) || stepNum < 1)
    throw new BadInput('stepNum', '{0}: expected a whole number from {1}, got {2}.', ['stepNum', 1, stepNum]);
  checkStep(h);

  let x = Float64Array.from(initX);
  const path = [x];
  const values = [f(x)];
  const ended = (reason: DescentEnd): GradientDescent => ({ x, path, values, reason });
  while (path.length <= stepNum) {
    if (!Number.isFinite(values.at(-1))) return ended('valueNotFinite');
    const gradient = numericalGradientOf(f, x, { method, h });
    if (!gradient.every(Number.isFinite)) return ended('gradientNotFinite');
    x = x.map((xi, i) => xi - learningRate * gradient[i]);
    path.push(x);
    values.push(f(x));
    // f may well be finite at infinity, where no difference is.
    if (!x.every(Number.isFinite)) return ended('pointNotFinite');
  }
  return ended(Number.isFinite(values.at(-1)) ? 'completed' : 'valueNotFinite');
}
