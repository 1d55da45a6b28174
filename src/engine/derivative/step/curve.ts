import type { ScalarFunction } from '../numericalDiff';
import { spacing } from './spacing';

export interface Point {
  x: number;
  y: number;
}

const samples = 400;
/** Halvings towards a jump: as many as a double has digits. */
const halvings = 52;

const finite = (y: number) => (Number.isFinite(y) ? y : NaN);

/** Doubles looked at on one side of what may be a jump. */
const neighbours = 8;

/**
 * Whether f goes up and down from double to double, by far more than rounding, on the way out from `x`: it turns more
 * often than there are numbers, as sin(x) does beyond 1e16, and any step looks like a jump.
 */
function isUndersampled(f: ScalarFunction, x: number, outwards: 1 | -1, height: number): boolean {
  let [at, before, travelled] = [x, f(x), 0];
  const first = before;
  for (let i = 0; i < neighbours; i++) {
    at += outwards * spacing(at);
    const y = f(at);
    if (!Number.isFinite(y)) return false;
    travelled += Math.abs(y - before);
    before = y;
  }
  return travelled - Math.abs(before - first) > height / 5;
}

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
  if (before && after) {
    const height = Math.abs(right.y - left.y);
    if (height < Math.abs(to.y - from.y) / 2) return [];
    if (isUndersampled(f, left.x, -1, height) || isUndersampled(f, right.x, 1, height)) return [];
  }
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
