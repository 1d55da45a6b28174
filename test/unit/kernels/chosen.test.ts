import { afterEach, expect, test, vi } from 'vitest';
import { Trainer } from '../../../src/engine';
import { chooseKernels, fastestKernels, hasKernels, learnerBy } from '../../../src/kernels';
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
  expect(chooseKernels('auto')).toBe(fastestKernels());
  expect(hasKernels('plain')).toBe(true);
  vi.resetModules();
  const validate = vi.spyOn(WebAssembly, 'validate').mockReturnValue(false);
  const without = await import('../../../src/kernels');
  expect(without.fastestKernels()).toBe('plain');
  expect(() => without.chooseKernels('simd')).toThrow('The kernels “simd” do not run here; expected plain.');
  expect(() => without.learnerBy('relaxed-simd')).toThrow('The kernels “relaxed-simd” do not run here');
  vi.resetModules();
  validate.mockImplementation((bytes) => (bytes as Uint8Array).length === simd.length);
  expect((await import('../../../src/kernels')).fastestKernels()).toBe('simd');
});
