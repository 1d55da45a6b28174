import { curveOf, numericalDiff, widestGap } from '../../../src/engine';
import { plain } from '../../../src/engine/numberText';
import type { Point } from '../../charts/decimation';
import type { OneVariable } from './reading';

export interface SecantPicture {
  curve: Point[];
  secant: Point[];
  tangent: Point[];
  /** Where the secant cuts the curve; without the points at which f has no value. */
  cuts: Point[];
  /** The first of x ± h at which f has no value. */
  missing: 'x − h' | 'x + h' | null;
  /** Whether the points at x ± h are one in the picture. */
  coincide: boolean;
  /** A wide stretch of x without a value of f. */
  gap: readonly [number, number] | null;
  x: readonly [number, number];
  y: readonly [number, number];
  slope: number;
}

/** The ends that hold all but the wildest values, so that a pole does not flatten the rest. */
function heightOf(curve: readonly Point[], points: readonly number[]): [number, number] {
  const sorted = curve.map(({ y }) => y).filter(Number.isFinite);
  sorted.sort((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? points[0];
  const all = quantile(1) - quantile(0);
  const most = quantile(0.95) - quantile(0.05);
  const wild = all > 8 * most && most > 0;
  const [low, high] = wild ? [quantile(0.05), quantile(0.95)] : [quantile(0), quantile(1)];
  // f(x ± h) too, unless it lies at a pole.
  const near = points.filter((y, i) => i === 0 || Math.abs(y - points[0]) <= 4 * (high - low));
  const bottom = Math.min(low, ...near);
  const top = Math.max(high, ...near);
  const margin = (top / 2 - bottom / 2) * 0.16 || Math.abs(points[0]) * 0.5 || 1;
  const within = (y: number) => Math.max(-Number.MAX_VALUE / 4, Math.min(y, Number.MAX_VALUE / 4));
  return [within(bottom - margin), within(top + margin)];
}

/** More turns than these are no curve any more, but a block of ink. */
const mostTurns = 40;

/** How often f turns from rising to falling and back, at samples. */
function turnsOf(f: OneVariable['f'], from: number, to: number): number {
  let [turns, before, rising] = [0, f(from), 0];
  for (let i = 1; i <= 400; i++) {
    const y = f(from * (1 - i / 400) + to * (i / 400));
    const now = Math.sign(y - before) || rising;
    if (now !== rising && rising !== 0) turns++;
    [before, rising] = [y, now];
  }
  return turns;
}

/**
 * How far the picture goes: so that x ± h is in it, the numbers of its axis are numbers, and of an f that turns often
 * only some turns are in it.
 */
export function windowAround({ f, x, h }: Pick<OneVariable, 'f' | 'x' | 'h'>): [number, number] {
  const most = Number.MAX_VALUE;
  const around = (half: number): [number, number] => [Math.max(x - half, -most), Math.min(x + half, most)];
  let half = Math.min(Math.max(1.5, Math.abs(x), 1.25 * h), most / 8);
  // Never so narrow that the digits of x run out.
  const least = Math.max(1.25 * h, 1e-7 * Math.abs(x));
  while (half > least && turnsOf(f, ...around(half)) > mostTurns) half = Math.max(half / 2, least);
  return around(half);
}

/** How to write numbers that share their first digits; null where the usual few digits tell them apart. */
export const closeTick = ([from, to]: readonly [number, number]): ((value: number) => string) | null =>
  to - from < 0.01 * Math.max(Math.abs(from), Math.abs(to)) ? (value) => plain(value, 12, 1e16) : null;

/**
 * f around x, the line through its neighbours `h` away, and the tangent where the slope is known.
 *
 * @param held the ends of the x axis, when they are to stay as they are.
 */
export function secantPicture(
  given: OneVariable,
  method: 'central' | 'forward',
  held?: readonly [number, number],
): SecantPicture {
  const { f, x, h, exact } = given;
  const [from, to] = held ?? windowAround(given);
  const at = f(x);
  const points = method === 'central' ? [x - h, x + h] : [x, x + h];
  const ends = points.map((point) => ({ x: point, y: f(point) }));
  const cuts = ends.filter((point) => Number.isFinite(point.y) && Number.isFinite(point.x));
  const heights = [at, ...cuts.map(({ y }) => y)];
  const tall = (curve: readonly Point[]) => {
    const [bottom, top] = heightOf(curve, heights);
    return (top - bottom) * 0.2;
  };
  const curve = curveOf(f, from, to, tall);
  const y = heightOf(curve, heights);
  // A canvas cannot draw to 1e300 pixels.
  const [bottom, top] = [y[0] - 9 * (y[1] - y[0]), y[1] + 9 * (y[1] - y[0])];
  const drawable = ({ x: px, y: py }: Point): Point => ({
    x: px,
    y: Number.isNaN(py) ? NaN : Math.max(bottom, Math.min(py, top)),
  });
  const slope = numericalDiff(f, x, { h, method });
  const line = (through: Point, gradient: number) =>
    Number.isFinite(gradient) ? across(through, gradient, [from, to], [bottom, top]) : [];
  const missing = ends.findIndex((point) => !cuts.includes(point));
  return {
    curve: curve.map(drawable),
    secant: cuts.length === 2 ? line(cuts[0], slope) : [],
    tangent: exact ? line({ x, y: at }, exact.value) : [],
    cuts,
    missing: missing < 0 ? null : missing === 0 ? 'x − h' : 'x + h',
    coincide: h < (to - from) / 200,
    gap: widestGap(curve, 0.15),
    x: [from, to],
    y,
    slope,
  };
}

/** A line through a point, from edge to edge of a frame that a canvas can draw. */
function across(
  through: Point,
  gradient: number,
  [from, to]: readonly [number, number],
  [bottom, top]: readonly [number, number],
): Point[] {
  return [from, to].map((x) => {
    const y = through.y + gradient * (x - through.x);
    const within = Math.max(bottom, Math.min(y, top));
    return within === y || gradient === 0 ? { x, y } : { x: through.x + (within - through.y) / gradient, y: within };
  });
}
