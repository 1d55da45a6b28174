import { gradientDescent, numericalGradientOf, type GradientDescent } from '../../../src/engine';
import type { TwoVariables } from './reading';

/** A descent, by what became of it. */
export interface Descent extends GradientDescent {
  learningRate: number;
  /** The first step that is far outside of all that can be shown; null for a descent that stayed. */
  flewAt: number | null;
}

/** How far from 0 the start is, or 1. */
const distance = (start: readonly number[]) => Math.max(1, ...start.map(Math.abs));

const far = 10;

/** One descent a learning rate. */
export const descents = (given: TwoVariables, rates: readonly number[], stepNum: number): Descent[] =>
  rates.map((learningRate) => {
    const descent = gradientDescent(given.f, given.start, { learningRate, stepNum, h: given.h });
    const limit = far * distance(given.start);
    const flewAt = descent.path.findIndex((point) => !point.every((value) => Math.abs(value) <= limit));
    return { ...descent, learningRate, flewAt: flewAt < 0 || hasSettled(descent, given.h) ? null : flewAt };
  });

/** Whether a descent came to rest lower than it began, however far that was. */
function hasSettled(descent: GradientDescent, h: number): boolean {
  const { path, values, reason } = descent;
  const [last, before] = [path[path.length - 1], path[path.length - 2] ?? path[0]];
  const moved = Math.hypot(...last.map((value, i) => value - before[i]));
  // Where h is lost in x the gradient is 0 whatever f does: no rest, only the end of what can be told.
  if (!last.every((value) => value + h !== value)) return false;
  return (
    reason === 'completed' &&
    values[values.length - 1] < values[0] &&
    moved < 1e-2 * Math.hypot(...last) &&
    !jumpsAbout(descent)
  );
}

/** How far f rises and falls, step by step, in the last quarter of a descent. */
function lastMoves(values: readonly number[]): { up: number; down: number } {
  let [up, down] = [0, 0];
  for (let i = Math.max(1, Math.floor(values.length * 0.75)); i < values.length; i++) {
    const move = values[i] - values[i - 1];
    if (move > 0) up += move;
    else down -= move;
  }
  return { up, down };
}

const rangeOf = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

/** Whether f still goes up and down at the end, as where every step lands somewhere else. */
export function jumpsAbout({ values }: Pick<GradientDescent, 'values'>): boolean {
  const { up, down } = lastMoves(values);
  const size = Math.max(...values.map(Math.abs));
  // More than rounding moves.
  return up > 1e-6 * size && up > 0.1 * rangeOf(values) && down > 0.3 * up;
}

/** Whether the last steps are long ones that bring f no lower, as from one side of a valley to the other and back. */
export function jumpsToAndFro({ path, values }: Pick<GradientDescent, 'path' | 'values'>): boolean {
  const long = (from: Float64Array, to: Float64Array) => Math.hypot(...to.map((value, i) => value - from[i]));
  const [last, before] = [path[path.length - 1], path[path.length - 2] ?? path[0]];
  const { up, down } = lastMoves(values);
  const extent = Math.max(...path.map((point) => long(path[0], point)));
  const lowered = down - up;
  return long(before, last) > 0.01 * extent && lowered <= 1e-6 * Math.max(rangeOf(values), Math.abs(values[0]));
}

/** How far the picture goes from 0, the same both ways: the start and every path that stayed are well inside. */
export function windowOf(start: readonly number[], descended: readonly Descent[] = []): number {
  let reach = distance(start);
  for (const { path, flewAt } of descended)
    if (flewAt === null) for (const point of path) reach = Math.max(reach, ...point.map(Math.abs));
  return Math.min(Number((reach * 1.25).toPrecision(2)), Number.MAX_VALUE / 4);
}

export interface Arrow {
  x: number;
  y: number;
  /** −∇f, as it is. */
  dx: number;
  dy: number;
}

const arrows = 13;

/** From −1 to 1 in `count` cells: the middle of one. */
const middle = (i: number, count: number) => (2 * (i + 0.5)) / count - 1;

/** −∇f on a grid over the window, by central differences as the book takes them. */
export function gradientField({ f, h }: TwoVariables, reach: number): Arrow[] {
  const field: Arrow[] = [];
  for (let row = 0; row < arrows; row++)
    for (let column = 0; column < arrows; column++) {
      const x = reach * middle(column, arrows);
      const y = reach * middle(row, arrows);
      const [dx, dy] = numericalGradientOf(f, [x, y], { h });
      if (Number.isFinite(dx) && Number.isFinite(dy)) field.push({ x, y, dx: -dx, dy: -dy });
    }
  return field;
}

/** (size · size,) f over the window, top row first. */
export function heights({ f }: TwoVariables, reach: number, size: number): Float64Array {
  return Float64Array.from({ length: size * size }, (_, i) => {
    const column = i % size;
    const row = Math.floor(i / size);
    return f([reach * middle(column, size), -reach * middle(row, size)]);
  });
}

/** Where a line from inside of the window leaves it. */
export function leaving(from: ArrayLike<number>, to: ArrayLike<number>, reach: number): [number, number] {
  const shares = Array.from(from, (value, i) => {
    const move = to[i] - value;
    return move === 0 || Number.isNaN(move) ? 1 : (Math.sign(move) * reach - value) / move;
  });
  const share = Math.max(0, Math.min(1, ...shares));
  // A step to infinity, or one so long that its share is 0: along its direction all the same.
  if (share > 1e-12) return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  const most = Math.max(...Array.from(to, (value) => (Number.isFinite(value) ? Math.abs(value) : Number.MAX_VALUE)));
  const direction = Array.from(to, (value) => Math.max(-1, Math.min(1, value / most || 0)));
  return [direction[0] * reach, direction[1] * reach];
}
