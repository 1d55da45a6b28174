import { vectorBytes } from './lanes';

/*
 * The updates of chapter 6.1, in place over all parameters at once: `w` and `gradient`, and what the optimizer keeps for
 * each, are regions of the same layout.
 */

/** w −= η g */
export function sgd<T>(w: usize, gradient: usize, bytes: usize, learningRate: T): void {
  const rate = v128.splat<T>(learningRate);
  for (const end = w + bytes; w < end; w += vectorBytes, gradient += vectorBytes)
    v128.store(w, v128.sub<T>(v128.load(w), v128.mul<T>(rate, v128.load(gradient))));
}

/** v = α v − η g, w += v */
export function momentum<T>(w: usize, gradient: usize, v: usize, bytes: usize, learningRate: T, alpha: T): void {
  const rate = v128.splat<T>(learningRate);
  const alphas = v128.splat<T>(alpha);
  for (const end = w + bytes; w < end; w += vectorBytes, gradient += vectorBytes, v += vectorBytes) {
    const speed = v128.sub<T>(v128.mul<T>(alphas, v128.load(v)), v128.mul<T>(rate, v128.load(gradient)));
    v128.store(v, speed);
    v128.store(w, v128.add<T>(v128.load(w), speed));
  }
}

/** h += g², w −= η g / (√h + ε) */
export function adagrad<T>(w: usize, gradient: usize, h: usize, bytes: usize, learningRate: T, epsilon: T): void {
  const rate = v128.splat<T>(learningRate);
  const epsilons = v128.splat<T>(epsilon);
  for (const end = w + bytes; w < end; w += vectorBytes, gradient += vectorBytes, h += vectorBytes) {
    const g = v128.load(gradient);
    const squares = v128.add<T>(v128.load(h), v128.mul<T>(g, g));
    v128.store(h, squares);
    const root = v128.add<T>(v128.sqrt<T>(squares), epsilons);
    v128.store(w, v128.sub<T>(v128.load(w), v128.div<T>(v128.mul<T>(rate, g), root)));
  }
}

/**
 * m += (1 − β₁)(g − m), v += (1 − β₂)(g² − v), w −= η m / (√v + ε)
 * @param learningRate η √(1 − β₂ᵗ) / (1 − β₁ᵗ) of step t.
 * @param rest1 1 − β₁. @param rest2 1 − β₂.
 */
export function adam<T>(
  w: usize,
  gradient: usize,
  m: usize,
  v: usize,
  bytes: usize,
  learningRate: T,
  rest1: T,
  rest2: T,
  epsilon: T,
): void {
  const rate = v128.splat<T>(learningRate);
  const rests1 = v128.splat<T>(rest1);
  const rests2 = v128.splat<T>(rest2);
  const epsilons = v128.splat<T>(epsilon);
  for (const end = w + bytes; w < end; w += vectorBytes, gradient += vectorBytes, m += vectorBytes, v += vectorBytes) {
    const g = v128.load(gradient);
    const oldM = v128.load(m);
    const oldV = v128.load(v);
    const newM = v128.add<T>(oldM, v128.mul<T>(rests1, v128.sub<T>(g, oldM)));
    const newV = v128.add<T>(oldV, v128.mul<T>(rests2, v128.sub<T>(v128.mul<T>(g, g), oldV)));
    v128.store(m, newM);
    v128.store(v, newV);
    const root = v128.add<T>(v128.sqrt<T>(newV), epsilons);
    v128.store(w, v128.sub<T>(v128.load(w), v128.div<T>(v128.mul<T>(rate, newM), root)));
  }
}
