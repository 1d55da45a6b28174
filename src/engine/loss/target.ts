import { BadInput, phrase } from '../badInput';

/**
 * The right answers of a batch, in a form that is said and never guessed from sizes:
 * `oneHot` t is (N, C) row-major, `label` is (N,) class indices.
 */
export type Target = { form: 'oneHot'; t: ArrayLike<number> } | { form: 'label'; label: ArrayLike<number> };

/** (N, C) row-major: 1 at each row's label, 0 elsewhere. */
export function oneHot(label: ArrayLike<number>, classes: number): Float64Array {
  const t = new Float64Array(label.length * classes);
  for (let n = 0; n < label.length; n++) {
    checkLabel(label[n], classes, `label[${n}]`);
    t[n * classes + label[n]] = 1;
  }
  return t;
}

/** @throws BadInput when `label` is not a class index 0 … classes − 1. */
export function checkLabel(label: number, classes: number, place = 'label'): void {
  if (!Number.isInteger(label) || label < 0 || label >= classes)
    throw new BadInput(place, '{0}: expected a whole number from 0 to {1}, got {2}.', [place, classes - 1, label]);
}

/** @throws BadInput when `t` is not one row of zeros with a single 1. */
export function checkOneHot(t: ArrayLike<number>, place = 'one-hot'): void {
  let ones = 0;
  for (let k = 0; k < t.length; k++) {
    if (t[k] !== 0 && t[k] !== 1) throw new BadInput(place, '{0}[{1}]: expected 0 or 1, got {2}.', [place, k, t[k]]);
    ones += t[k];
  }
  if (ones !== 1) throw new BadInput(place, '{0}: expected a single 1, got {1} of them.', [place, ones]);
}

/** How far from 1 the sum of typed probabilities may be: what rounding each to six digits can do to ten of them. */
export const sumTolerance = 1e-5;

/** @throws BadInput when an element of `y` is no probability or they do not sum to 1 (± 1e-5). */
export function checkProbabilities(y: ArrayLike<number>, place = 'y'): void {
  if (y.length === 0) throw new BadInput(place, '{0}: expected at least one probability, got none.', [place]);
  let sum = 0;
  for (let k = 0; k < y.length; k++) {
    if (!(y[k] >= 0 && y[k] <= 1 + sumTolerance))
      throw new BadInput(place, '{0}[{1}]: expected a probability from 0 to 1, got {2}.', [place, k, y[k]]);
    sum += y[k];
  }
  if (Math.abs(sum - 1) > sumTolerance)
    throw new BadInput(place, '{0}: expected probabilities that sum to 1, got a sum of {1}.', [
      place,
      Number(sum.toPrecision(12)),
    ]);
}

/** N, of a target that fits its batch. */
export const rowsOf = (target: Target, classes: number): number =>
  target.form === 'oneHot' ? target.t.length / classes : target.label.length;

/** @returns N. @throws BadInput when y is not (N, C) or the target does not fit it. */
export function batchSizeOf(y: ArrayLike<number>, target: Target, classes: number): number {
  if (!Number.isInteger(classes) || classes < 1 || y.length === 0 || y.length % classes !== 0)
    throw new BadInput('y', '{0}: expected rows of {1} classes, got {2} values.', ['y', classes, y.length]);
  const rows = y.length / classes;
  const [got, expected] = target.form === 'oneHot' ? [target.t.length, y.length] : [target.label.length, rows];
  if (got !== expected)
    throw new BadInput('t', 't ({0} form): expected {1} values for {2} rows of {3} classes, got {4}.', [
      target.form === 'oneHot' ? phrase('one-hot') : phrase('label'),
      expected,
      rows,
      classes,
      got,
    ]);
  if (target.form === 'label') for (let n = 0; n < rows; n++) checkLabel(target.label[n], classes, `label[${n}]`);
  return rows;
}
