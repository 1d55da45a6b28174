import type { RunSeries, RunSummary } from '../run';
import { lossText } from './lossText';

/** Numbers of one slice: a few milliseconds of work. */
const sliceLength = 10_000;

/**
 * A run as text for other programs, every recorded number to its last digit; in slices, so that whoever takes them can do
 * something else in between.
 *
 * `csv`: a line per step with the columns step, loss, trainAccuracy, testAccuracy; a field without a value is empty. The
 * losses of a run in float32 stand under `loss (float32)`, in its digits.
 * Losses that are not finite are written NaN, Infinity, -Infinity, as NumPy and pandas read them.
 *
 * `json`: one object `{run, loss, accuracy}`. JSON has no such numbers, so a loss that is not finite is the string
 * "NaN", "Infinity" or "-Infinity", which `Number(…)` and Python's `float(…)` turn back.
 */
export function exportRun(run: RunSummary, series: RunSeries, format: 'csv' | 'json'): Generator<string> {
  return format === 'csv' ? csv(run, series) : json(run, series);
}

/** A number as JSON can hold it: NaN and the infinities by their names. */
const jsonNumber = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

function* csv({ experiment }: RunSummary, { loss, accuracy }: RunSeries): Generator<string> {
  const { column, write } = lossText(experiment.dtype);
  const points = new Map(accuracy.map((point) => [point.step, point]));
  const line = (step: number) => {
    const point = points.get(step);
    const written = step < loss.length ? write(loss[step]) : '';
    return `${[step, written, point?.train, point?.test].map((field) => field ?? '').join(',')}\n`;
  };
  yield `step,${column('loss')},trainAccuracy,testAccuracy\n`;
  for (let first = 0; first < loss.length; first += sliceLength) {
    let text = '';
    for (let step = first; step < Math.min(first + sliceLength, loss.length); step++) text += line(step);
    yield text;
  }
  // The last accuracy may have been taken after the last step.
  const after = [...points.keys()].filter((step) => step >= loss.length).sort((a, b) => a - b);
  yield after.map(line).join('');
}

function* json(run: RunSummary, { loss, accuracy }: RunSeries): Generator<string> {
  const finalLoss = run.finalLoss === null ? null : jsonNumber(run.finalLoss);
  yield `{"run":${JSON.stringify({ ...run, finalLoss })},"loss":[`;
  yield* items(loss.length, (i) => jsonNumber(loss[i]));
  yield '],"accuracy":[';
  yield* items(accuracy.length, (i) => accuracy[i]);
  yield ']}\n';
}

/** The items of a JSON array, in slices. */
function* items(count: number, item: (i: number) => unknown): Generator<string> {
  for (let first = 0; first < count; first += sliceLength) {
    const length = Math.min(sliceLength, count - first);
    const texts = Array.from({ length }, (_, i) => JSON.stringify(item(first + i)));
    yield `${first > 0 ? ',' : ''}${texts.join()}`;
  }
}
