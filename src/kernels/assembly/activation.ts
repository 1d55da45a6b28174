import { exp, expm1 } from './exponential';
import { vectorBytes } from './lanes';

/** As `activationCodes` in network.ts beside this folder has them. */
export const relu: i32 = 0;
export const sigmoid: i32 = 1;

/** σ(x) = 1 / (1 + e⁻ˣ), or tanh x = (e²ˣ − 1) / (e²ˣ − 1 + 2), of two float64. */
// @ts-ignore: decorator
@inline
function squash(kind: i32, x: v128): v128 {
  const one = f64x2.splat(1);
  if (kind == sigmoid) return f64x2.div(one, f64x2.add(one, exp(f64x2.neg(x))));
  // Beyond 20 tanh is ±1 to the last bit.
  const within = f64x2.pmin(f64x2.pmax(x, f64x2.splat(-20)), f64x2.splat(20));
  const e = expm1(f64x2.add(within, within));
  return f64x2.div(e, f64x2.add(e, f64x2.splat(2)));
}

/** Applies the activation in place. */
export function activate<T>(kind: i32, z: usize, bytes: usize): void {
  const end = z + bytes;
  if (kind == relu) {
    const zero = v128.splat<T>(0);
    for (; z < end; z += vectorBytes) v128.store(z, v128.pmax<T>(v128.load(z), zero));
  } else if (sizeof<T>() == 8) {
    for (; z < end; z += vectorBytes) v128.store(z, squash(kind, v128.load(z)));
  } else {
    for (; z < end; z += 8) {
      const wide = squash(kind, f64x2.promote_low_f32x4(v128.load64_zero(z)));
      v128.store64_lane(z, f32x4.demote_f64x2_zero(wide), 0);
    }
  }
}

/** dz times the derivative in terms of the activated z: ReLU 1 where z > 0, sigmoid (1 − z) z, tanh 1 − z². */
export function activationGradient<T>(kind: i32, z: usize, dz: usize, bytes: usize): void {
  const zero = v128.splat<T>(0);
  const one = v128.splat<T>(1);
  for (const end = z + bytes; z < end; z += vectorBytes, dz += vectorBytes) {
    const a = v128.load(z);
    const d = v128.load(dz);
    if (kind == relu) v128.store(dz, v128.and(d, v128.gt<T>(a, zero)));
    else {
      const slope = kind == sigmoid ? v128.mul<T>(v128.sub<T>(one, a), a) : v128.sub<T>(one, v128.mul<T>(a, a));
      v128.store(dz, v128.mul<T>(d, slope));
    }
  }
}
