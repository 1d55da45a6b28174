import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { atOnce, GradientChecker, RandomState, type Samples } from '../../../src/engine';
import { checkExperiment } from '../../../src/runs/experiment/experiment';
import { GradientChecks } from '../../../src/worker/gradientChecks';
import { aTask, stoppedSentence } from '../aTask';
import { countSlices } from '../engine/countSlices';

const random = new RandomState(5);
const samplesOf = (count: number, inputs: number, classes: number): Samples => ({
  count,
  inputs,
  classes,
  pixels: Uint8Array.from(random.randomSample(count * inputs), (share) => (share < 0.5 ? 0 : Math.floor(share * 256))),
  labels: Uint8Array.from(random.randomSample(count), (share) => Math.floor(share * classes)),
});
const train = samplesOf(40, 6, 3);
/** The loss bends within its step: the check fails, and looks for a step that agrees. */
const bent = checkExperiment({
  network: { hidden: [5], activation: 'tanh', init: { kind: 'he' } },
  batch: { size: 10 },
  gradient: { kind: 'centralDifference', h: 0.5 },
});

describe('gradient checks', () => {
  let checks: GradientChecks;
  beforeEach(() => {
    // Every slice seems long, so that the thread listens after each.
    let now = 0;
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 20));
    checks = new GradientChecks();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  /** What does not depend on the clock. */
  const check = async (mistake?: 'wrongSign', task = aTask()) => {
    const { layers, loss, agreesAt } = await checks.check(bent, train, mistake, task);
    return { layers, loss, agreesAt };
  };

  test('are as those taken at once, and take the numerical gradients of an experiment once', async () => {
    const checker = GradientChecker.of(bent, train);
    const numerical = atOnce(checker.numericalInSlices());
    const { layers, loss } = checker.compare(numerical, checker.backprop(), checker.backprop(undefined, 'differenced'));
    const first = aTask();
    const checked = await check(undefined, first);
    expect(checked).toEqual({ layers, loss, agreesAt: 1e-4 });
    expect(first.told.length).toBeGreaterThan(5);
    const next = aTask();
    expect((await check('wrongSign', next)).agreesAt).toBeNull();
    expect(await check(undefined, next)).toEqual(checked);
    expect(next.told).toEqual([]);
  });

  test('that were stopped anywhere leave nothing behind', async () => {
    const whole = await check();
    let stopped = 0;
    const over = { is: false };
    for (let turns = 0; !over.is; turns++) {
      const task = aTask();
      const going = check(undefined, task).then(
        () => {
          over.is = true;
        },
        (error: unknown) => {
          expect(error).toMatchObject({ message: stoppedSentence });
          stopped++;
        },
      );
      for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
      task.stop();
      await going;
      expect(await check()).toEqual(whole);
    }
    // Among them before, between and after the two losses of a difference.
    expect(stopped).toBeGreaterThan(20);
  });

  test('that another is asked before they are stopped share what both need, and are not met half done', async () => {
    const whole = await check();
    checks = new GradientChecks();
    const [early, late] = [aTask(), aTask()];
    const given = check('wrongSign', early);
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    const reached = early.told.at(-1) ?? 0;
    expect(reached).toBeGreaterThan(0);
    const later = check(undefined, late);
    early.stop();
    await expect(given).rejects.toThrow(stoppedSentence);
    expect(await later).toEqual(whole);
    expect(late.told[0]).toBe(reached);
  });
});

test('with a large batch every part of a check is done in slices', () => {
  const many = samplesOf(1200, 300, 10);
  const plan = checkExperiment({
    network: { hidden: [200], activation: 'tanh' },
    batch: { size: 1200, sampling: 'withoutReplacement' },
  });
  // 62,000 multiply-adds a row.
  const pass = Math.floor((1200 * 62_000) / 2 ** 24);
  expect(countSlices(GradientChecker.inSlices(plan, many))).toBeGreaterThan(pass);
  const checker = GradientChecker.of(plan, many);
  expect(countSlices(checker.lossInSlices())).toBeGreaterThan(pass);
  expect(countSlices(checker.backpropInSlices())).toBeGreaterThan(2 * pass);
  // Before the first unit is moved: the forward pass, and the inputs that are not zero. Then less than a unit.
  const numerical = checker.numericalInSlices();
  let slice = numerical.next();
  let before = 0;
  for (; slice.value === 0; slice = numerical.next()) before++;
  expect(before).toBeGreaterThan(pass);
  expect(slice.value).toBeLessThan(1 / 210);
});
