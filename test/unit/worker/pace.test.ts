import { describe, expect, it } from 'vitest';
import { Pace } from '../../../src/worker/pace';

describe('Pace', () => {
  it('knows nothing before the first step', () => {
    expect(new Pace(100, 600).read(3000)).toEqual({ samplesPerSecond: 0, secondsLeft: null });
  });

  it('counts samples by the time spent in steps, and evaluations into the time left', () => {
    const pace = new Pace(100, 600);
    for (let step = 0; step < 10; step++) pace.addStep(0.0625);
    expect(pace.seconds).toBe(0.625);
    expect(pace.read(600)).toEqual({ samplesPerSecond: 1600, secondsLeft: 37.5 });
    pace.setEvaluation(2);
    expect(pace.read(1200)).toEqual({ samplesPerSecond: 1600, secondsLeft: 75 + 4 });
  });

  it('takes what is left to be held up as what is done was', () => {
    const pace = new Pace(100, 10);
    for (let step = 0; step < 10; step++) pace.addStep(0.1);
    pace.setEvaluation(1);
    expect(pace.read(100, 2).secondsLeft).toBeCloseTo(20);
    expect(pace.read(100, 20).secondsLeft).toBeCloseTo(200);
  });

  it('follows a change of speed within two spans', () => {
    const pace = new Pace(10, 600);
    for (let step = 0; step < 100; step++) pace.addStep(1);
    for (let step = 0; step < 16; step++) pace.addStep(0.125);
    expect(pace.read(8)).toEqual({ samplesPerSecond: 80, secondsLeft: 1 });
  });
});
