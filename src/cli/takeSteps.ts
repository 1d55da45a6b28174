import type { Accuracies, Trainer } from '../engine';
import { count, significant } from '../engine/numberText';
import { isToEvaluate } from '../runs/resume';
import type { ProgressLine } from './progressLine';
import type { Recorded, Recorder } from './recorder';

/** After so many milliseconds, or so many steps, what is new goes to the disk: a process that is killed loses no more. */
const keepEvery = 100;
const keepSteps = 1000;
/** After so many milliseconds a signal is heard: with a step or a slice of one, and what is kept then, 0.2 s at most. */
const signalsEvery = 30;

/** What a run recorded, and why it could not go on if it could not. */
export interface Taken extends Recorded {
  failure: string | undefined;
  /** Whether somebody stopped it, be it within the evaluation after the last step. */
  isCut: boolean;
}

/** Of a run that begins. */
export const nothingRecorded: Recorded = { loss: [], accuracy: [], seconds: 0 };

/** Takes the plan's steps until they are done, the loss is not finite any more, one fails, or somebody stops it. */
export async function takeSteps(
  trainer: Trainer,
  steps: number,
  before: Recorded,
  recorder: Recorder | undefined,
  line: ProgressLine,
  stopping: AbortSignal,
): Promise<Taken> {
  const loss = [...before.loss];
  const accuracy: Accuracies[] = [...before.accuracy];
  let { seconds } = before;
  const isDue = () => isToEvaluate(trainer, accuracy.at(-1)?.step ?? null);

  /** The smallest pieces of work there are: a step, or a slice of one that takes long, or of an evaluation. */
  function* work(): Generator<undefined> {
    // It was cut short between its last step and the evaluation after it.
    if (isDue()) accuracy.push(yield* evaluation());
    while (!trainer.done && trainer.divergedAt === null) {
      const step = trainer.stepInSlices();
      for (;;) {
        const isAgain = trainer.stepsDone < before.loss.length;
        const began = performance.now();
        const slice = step.next();
        if (!isAgain) seconds += (performance.now() - began) / 1000;
        if (slice.done) {
          if (slice.value.step >= loss.length) loss.push(slice.value.loss);
          line.show(`step ${count(loss.length)} / ${count(steps)}  loss ${significant(slice.value.loss)}`);
          if (slice.value.finite && isDue()) accuracy.push(yield* evaluation());
          break;
        }
        line.show(`step ${count(loss.length + 1)} / ${count(steps)}  ${Math.round(100 * slice.value)} %`);
        yield;
      }
      yield;
    }
  }

  function* evaluation(): Generator<undefined, Accuracies> {
    const slices = trainer.evaluate();
    for (;;) {
      const slice = slices.next();
      if (slice.done) return slice.value;
      yield;
    }
  }

  let [keptAt, heardAt] = [performance.now(), performance.now()];
  let kept = loss.length;
  let isCut = false;
  const pieces = work();
  const result = (failure?: string): Taken => ({ loss, accuracy, seconds, failure, isCut });
  try {
    while (!pieces.next().done) {
      const now = performance.now();
      if (now - keptAt >= keepEvery || loss.length - kept >= keepSteps) {
        await recorder?.keep({ loss, accuracy, seconds }, trainer);
        keptAt = performance.now();
        kept = loss.length;
      } else if (now - heardAt < signalsEvery) continue;
      // Lets signals through, and says that the process lives.
      await new Promise((resume) => setImmediate(resume));
      heardAt = performance.now();
      isCut = stopping.aborted;
      if (isCut) break;
    }
    return result();
  } catch (error) {
    return result(error instanceof Error ? error.message : String(error));
  } finally {
    line.clear();
  }
}
