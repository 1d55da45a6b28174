import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { activate, activationGradient } from '../../../src/engine/network/activation';
import { biasGradient, forward, inputGradient, weightGradient } from '../../../src/engine/network/dense';
import type { Floats } from '../../../src/engine';
import { Bench, builds, dtypes, expectClose } from './builds';

/** 1, primes, and what is no multiple of a vector or a tile. */
const size = fc.oneof(fc.constantFrom(1, 2, 3, 5, 13, 17, 50, 53, 97), fc.integer({ min: 1, max: 120 }));
const shape = fc.record({
  rows: size,
  inputs: size,
  outputs: size,
  seed: fc.nat(),
  density: fc.constantFrom(0, 0.2, 1),
});

/** Numbers from −1 to 1 that depend on `seed` alone. */
function values(floats: Floats, seed: number, density = 1): Floats {
  let state = (seed % 2147483646) + 1;
  const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
  for (let i = 0; i < floats.length; i++) floats[i] = random() < density ? 2 * random() - 1 : 0;
  return floats;
}

const cases = builds.flatMap((build) => dtypes.map((dtype) => ({ build, dtype, name: `${build.name}, ${dtype}` })));

describe.each(cases)('the kernels of $name agree with their twins', ({ build, dtype }) => {
  const each = (
    check: (
      bench: Bench,
      of: { rows: number; inputs: number; outputs: number },
      x: Floats,
      w: Floats,
      b: Floats,
      dy: Floats,
    ) => void,
  ) => {
    fc.assert(
      fc.property(shape, ({ rows, inputs, outputs, seed, density }) => {
        const bench = new Bench(build, dtype);
        const x = values(bench.floats(rows * inputs), seed, density);
        const w = values(bench.floats(inputs * outputs), seed + 1);
        const b = values(bench.floats(outputs), seed + 2);
        const dy = values(bench.floats(rows * outputs), seed + 3);
        check(bench, { rows, inputs, outputs }, x, w, b, dy);
      }),
      { numRuns: 40 },
    );
  };

  test('forward: base + A · B', () =>
    each((bench, { rows, inputs, outputs }, x, w, b) => {
      const expected = bench.floats(rows * outputs);
      forward(x, w, b, expected, rows, inputs, outputs, new Int32Array(inputs));
      const [xAt, wAt, bAt] = [
        bench.matrix(x, rows, inputs),
        bench.matrix(w, inputs, outputs),
        bench.matrix(b, 1, outputs),
      ];
      const out = bench.reserve(rows * bench.stride(outputs));
      bench.kernels.matrixProduct(
        xAt,
        bench.stride(inputs),
        bench.size,
        wAt,
        bench.stride(outputs),
        rows,
        inputs,
        bench.vectors(outputs),
        1,
        bAt,
        0,
        out,
        bench.stride(outputs),
      );
      expectClose(dtype, bench.read(out, rows, outputs), expected);
      expect(bench.padding(out, rows, outputs).every((value) => value === 0)).toBe(true);
    }));

  test('weight gradient fused with the update: W − η Aᵀ · dZ', () =>
    each((bench, { rows, inputs, outputs }, x, w, _, dy) => {
      const [dw, db] = [bench.floats(w.length), bench.floats(outputs)];
      weightGradient(x, dy, dw, rows, inputs, outputs, new Int32Array(rows));
      biasGradient(dy, db, rows, outputs);
      const expected = w.map((value, i) => value - 0.1 * dw[i]);
      const [xAt, wAt, dyAt] = [
        bench.matrix(x, rows, inputs),
        bench.matrix(w, inputs, outputs),
        bench.matrix(dy, rows, outputs),
      ];
      bench.kernels.matrixProduct(
        xAt,
        bench.size,
        bench.stride(inputs),
        dyAt,
        bench.stride(outputs),
        inputs,
        rows,
        bench.vectors(outputs),
        -0.1,
        wAt,
        bench.stride(outputs),
        wAt,
        bench.stride(outputs),
      );
      expectClose(dtype, bench.read(wAt, inputs, outputs), expected);
      const [ones, bAt] = [bench.matrix(new Float64Array(rows).fill(1), 1, rows), bench.reserve(bench.stride(outputs))];
      bench.kernels.matrixProduct(
        ones,
        0,
        bench.size,
        dyAt,
        bench.stride(outputs),
        1,
        rows,
        bench.vectors(outputs),
        1,
        bAt,
        0,
        bAt,
        bench.stride(outputs),
      );
      expectClose(dtype, bench.read(bAt, 1, outputs), db);
    }));

  test('input gradient: dZ · Wᵀ', () =>
    each((bench, { rows, inputs, outputs }, _x, w, _b, dy) => {
      const expected = bench.floats(rows * inputs);
      inputGradient(dy, w, expected, rows, inputs, outputs);
      const [wAt, dyAt] = [bench.matrix(w, inputs, outputs), bench.matrix(dy, rows, outputs)];
      const [wT, zeros] = [bench.reserve(outputs * bench.stride(inputs)), bench.reserve(bench.stride(inputs))];
      const out = bench.reserve(rows * bench.stride(inputs));
      bench.kernels.transpose(wAt, bench.stride(outputs), inputs, outputs, wT, bench.stride(inputs));
      bench.kernels.matrixProduct(
        dyAt,
        bench.stride(outputs),
        bench.size,
        wT,
        bench.stride(inputs),
        rows,
        outputs,
        bench.vectors(inputs),
        1,
        zeros,
        0,
        out,
        bench.stride(inputs),
      );
      expectClose(dtype, bench.read(out, rows, inputs), expected);
      expect(bench.padding(out, rows, inputs).every((value) => value === 0)).toBe(true);
    }));

  test.each(['relu', 'sigmoid', 'tanh'] as const)('%s and its gradient', (kind) =>
    each((bench, { rows, inputs }, x) => {
      const code = ['relu', 'sigmoid', 'tanh'].indexOf(kind);
      const z = x.map((value) => 8 * value);
      const zAt = bench.matrix(z, rows, inputs);
      activate(kind, z, z.length);
      bench.kernels.activate(code, zAt, rows * bench.stride(inputs));
      expectClose(dtype, bench.read(zAt, rows, inputs), z, 4);
      const dz = x.map((value) => 1 - value);
      const dzAt = bench.matrix(dz, rows, inputs);
      // Of the same z: 1 − z² keeps few digits where z is near 1.
      activationGradient(kind, bench.read(zAt, rows, inputs), dz, dz.length);
      bench.kernels.activationGradient(code, zAt, dzAt, rows * bench.stride(inputs));
      expectClose(dtype, bench.read(dzAt, rows, inputs), dz, 4, 1);
    }),
  );
});
