import { numericalDiff } from '../../src/engine';
import type { Point } from '../charts/decimation';
import type { OneVariable } from './reading';

const samples = 400;

export interface SecantPicture {
  curve: Point[];
  secant: Point[];
  tangent: Point[];
  /** Where the secant cuts the curve. */
  cuts: Point[];
  x: readonly [number, number];
  y: readonly [number, number];
  slope: number;
}

/** The ends that hold all but the wildest values, so that a pole does not flatten the rest. */
function heightOf(curve: readonly Point[], at: number): [number, number] {
  const sorted = curve.map(({ y }) => y).filter(Number.isFinite);
  sorted.sort((a, b) => a - b);
  const quantile = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const all = quantile(1) - quantile(0);
  const most = quantile(0.95) - quantile(0.05);
  const [low, high] = all > 8 * most && most > 0 ? [quantile(0.05), quantile(0.95)] : [quantile(0), quantile(1)];
  const bottom = Math.min(low, at);
  const top = Math.max(high, at);
  const margin = (top - bottom) * 0.08 || Math.abs(at) * 0.5 || 1;
  return [bottom - margin, top + margin];
}

/** f around x, the line through its neighbours `h` away, and the tangent where the slope is known. */
export function secantPicture({ f, x, h, exact }: OneVariable, method: 'central' | 'forward'): SecantPicture {
  const half = Math.max(1.5, Math.abs(x));
  const from = x - half;
  const to = x + half;
  const at = f(x);
  const curve = Array.from({ length: samples + 1 }, (_, i) => {
    const point = from + ((to - from) * i) / samples;
    const y = f(point);
    return { x: point, y: Number.isFinite(y) ? y : NaN };
  });
  const cuts = (method === 'central' ? [x - h, x + h] : [x, x + h]).map((point) => ({ x: point, y: f(point) }));
  const slope = numericalDiff(f, x, { h, method });
  const line = (through: Point, gradient: number) =>
    [from, to].map((point) => ({ x: point, y: through.y + gradient * (point - through.x) }));
  return {
    curve,
    secant: Number.isFinite(slope) ? line(cuts[0], slope) : [],
    tangent: exact ? line({ x, y: at }, exact.value) : [],
    cuts: cuts.filter(({ y }) => Number.isFinite(y)),
    x: [from, to],
    y: heightOf(curve, at),
    slope,
  };
}
