import { gradientDescent, numericalGradientOf, type GradientDescent } from '../../src/engine';
import type { TwoVariables } from './reading';

/** The window of the picture: the same length both ways, with the start well inside. */
export function windowOf(start: readonly number[]): number {
  const reach = Math.max(1, ...start.map(Math.abs)) * 1.25;
  return Number(reach.toPrecision(2));
}

export interface Arrow {
  x: number;
  y: number;
  /** −∇f, as it is. */
  dx: number;
  dy: number;
}

const arrows = 13;

/** −∇f on a grid over the window, by central differences as the book takes them. */
export function gradientField({ f }: TwoVariables, reach: number, h: number): Arrow[] {
  const field: Arrow[] = [];
  for (let row = 0; row < arrows; row++)
    for (let column = 0; column < arrows; column++) {
      const x = -reach + ((column + 0.5) * 2 * reach) / arrows;
      const y = -reach + ((row + 0.5) * 2 * reach) / arrows;
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
    return f([-reach + ((column + 0.5) * 2 * reach) / size, reach - ((row + 0.5) * 2 * reach) / size]);
  });
}

export const stepNum = 100;

/** One descent a learning rate, of a hundred steps as in the book. */
export const descents = (given: TwoVariables, rates: readonly number[], h: number): GradientDescent[] =>
  rates.map((learningRate) => gradientDescent(given.f, given.start, { learningRate, stepNum, h }));
