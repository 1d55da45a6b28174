import { afterEach, describe, expect, test, vi } from 'vitest';
import { Trainer } from '../../../src/engine';
import { chooseKernels, fastestKernels, fastestLearner, hasKernels, learnerBy } from '../../../src/kernels';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import { mnist } from '../engine/mnist';
import simd from '../../../out/kernels/simd.wasm';
import { buildOf } from '../../../src/kernels/kernels';
import { kernelLearner } from '../../../src/kernels/kernelLearner';

afterEach(() => {
  vi.restoreAllMocks();
  vi.resetModules();
});

const { train, test: tested } = mnist();
const experiment = { ...defaultExperiment, batch: { ...defaultExperiment.batch, size: 20 } };
const losses = (trainer: Trainer) => Array.from({ length: 30 }, () => trainer.step().loss);

test('the kernels that are asked for are the ones that train, whatever is the fastest', () => {
  const build = buildOf('simd', simd);
  if (!build) throw new Error('no WebAssembly SIMD here');
  const itself = kernelLearner(build, learnerBy('plain'));
  const bySimd = losses(new Trainer(experiment, train, tested, learnerBy('simd')));
  expect(bySimd).toEqual(losses(new Trainer(experiment, train, tested, itself)));
  const plain = losses(new Trainer(experiment, train, tested, learnerBy('plain')));
  expect(plain).not.toEqual(bySimd);
  bySimd.forEach((loss, step) => expect(loss).toBeCloseTo(plain[step], 4));
});

test('the fastest are relaxed SIMD, SIMD, plain: the first that the host has', async () => {
  expect(chooseKernels('auto', experiment, train)).toBe(fastestKernels());
  expect(hasKernels('plain')).toBe(true);
  vi.resetModules();
  const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  const without = await import('../../../src/kernels');
  expect(without.fastestKernels()).toBe('plain');
  expect(() => without.chooseKernels('simd', experiment, train)).toThrow(
    'The kernels “simd” do not run here; expected plain.',
  );
  expect(() => without.learnerBy('relaxed-simd')).toThrow('The kernels “relaxed-simd” do not run here');
  vi.resetModules();
  validate.mockImplementation((bytes) => (bytes as Uint8Array).length === simd.length);
  expect((await import('../../../src/kernels')).fastestKernels()).toBe('simd');
});

test('a numerical gradient is plain code’s, and no other kernels are said to take it', () => {
  for (const gradient of ['centralDifference', { kind: 'forwardDifference', h: 1e-3 }] as const) {
    const numerical = { ...experiment, gradient };
    expect(chooseKernels('auto', numerical, train)).toBe('plain');
    expect(chooseKernels('plain', numerical, train)).toBe('plain');
    expect(() => chooseKernels('simd', numerical, train)).toThrow(
      'The kernels “simd” take no numerical gradients, which plain code does: choose plain, auto.',
    );
  }
});

describe('a network that the kernels have no memory for', () => {
  const wide = { ...experiment, network: { ...experiment.network, hidden: [100_000, 12_000] } };

  test('is plain code’s, unless they are named', () => {
    expect(chooseKernels('auto', wide, train)).toBe('plain');
    expect(chooseKernels('auto', { ...wide, network: { ...wide.network, hidden: [100_000] } }, train)).toBe(
      fastestKernels(),
    );
  });

  test('is refused by those that are named', () => {
    vi.spyOn(WebAssembly, 'Memory').mockImplementation(function () {
      throw new RangeError('could not allocate memory');
    });
    expect(() => new Trainer(experiment, train, tested, learnerBy('simd'))).toThrow(
      'The kernels “simd” find no memory for this network: choose plain, or a smaller one.',
    );
    // What is only looked at is recorded by nobody.
    expect(losses(new Trainer(experiment, train, tested, fastestLearner))).toEqual(
      losses(new Trainer(experiment, train, tested, learnerBy('plain'))),
    );
  });
});
