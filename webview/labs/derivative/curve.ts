import type { ScalarFunction } from '../../../src/engine';
import type { Point } from '../../charts/decimation';

const samples = 400;
/** Halvings towards a jump: as many as a double has digits. */
const halvings = 52;

const finite = (y: number) => (Number.isFinite(y) ? y : NaN);

/**
 * f on the way from one sample to the next, where it may jump: [the last point before, a gap, the first one after], or
 * nothing where f goes on without a break.
 */
function breakBetween(f: ScalarFunction, from: Point, to: Point): Point[] {
  const [before, after] = [Number.isFinite(from.y), Number.isFinite(to.y)];
  if (!before && !after) return [];
  let [left, right] = [from, to];
  for (let i = 0; i < halvings; i++) {
    const x = left.x / 2 + right.x / 2;
    if (x === left.x || x === right.x) break;
    const middle = { x, y: finite(f(x)) };
    const goLeft =
      before && after
        ? !(Math.abs(middle.y - left.y) < Math.abs(right.y - middle.y))
        : Number.isFinite(middle.y) === after;
    if (goLeft) right = middle;
    else left = middle;
  }
  // What is steep becomes flat when looked at closely; a jump stays as high as it was.
  if (before && after && Math.abs(right.y - left.y) < Math.abs(to.y - from.y) / 2) return [];
  return [left, { x: left.x / 2 + right.x / 2, y: NaN }, right];
}

/**
 * f from one x to another as points of a line, with a gap (a NaN) at every pole and jump, and where f has no value.
 *
 * @param tall how far apart two neighbours are when a jump between them would be seen.
 */
export function curveOf(
  f: ScalarFunction,
  from: number,
  to: number,
  tall: (curve: readonly Point[]) => number,
): Point[] {
  const sampled = Array.from({ length: samples + 1 }, (_, i) => {
    const x = from * (1 - i / samples) + to * (i / samples);
    return { x, y: finite(f(x)) };
  });
  const jump = tall(sampled);
  return sampled.flatMap((point, i) => {
    if (i === 0) return [point];
    const before = sampled[i - 1];
    const smooth = Math.abs(point.y - before.y) <= jump;
    return smooth ? [point] : [...breakBetween(f, before, point), point];
  });
}

/** The widest stretch [from, to] without a value; null where there is none worth a word, less than `share` of all. */
export function widestGap(curve: readonly Point[], share: number): readonly [number, number] | null {
  let widest: readonly [number, number] | null = null;
  let start: number | null = null;
  for (const { x, y } of curve) {
    if (Number.isFinite(y)) start = null;
    else {
      start ??= x;
      if (!widest || x - start > widest[1] - widest[0]) widest = [start, x];
    }
  }
  const all = curve[curve.length - 1].x - curve[0].x;
  return widest && widest[1] - widest[0] >= share * all ? widest : null;
}
