import type { RunSeries, RunSummary } from './run';

/**
 * A run as text for other programs, every recorded number to its last digit.
 *
 * `csv`: a line per step with the columns step, loss, trainAccuracy, testAccuracy; a field without a value is empty.
 * Losses that are not finite are written NaN, Infinity, -Infinity, as NumPy and pandas read them.
 *
 * `json`: one object `{run, loss, accuracy}`. JSON has no such numbers, so a loss that is not finite is the string
 * "NaN", "Infinity" or "-Infinity", which `Number(…)` and Python's `float(…)` turn back.
 */
export function exportRun(run: RunSummary, series: RunSeries, format: 'csv' | 'json'): string {
  return format === 'csv' ? csv(series) : json(run, series);
}

/** A number as JSON can hold it: NaN and the infinities by their names. */
const jsonNumber = (value: number): number | string => (Number.isFinite(value) ? value : String(value));

function csv({ loss, accuracy }: RunSeries): string {
  const points = new Map(accuracy.map((point) => [point.step, point]));
  // The last accuracy may have been taken after the last step.
  const steps = Math.max(loss.length, ...accuracy.map(({ step }) => step + 1));
  const lines = ['step,loss,trainAccuracy,testAccuracy'];
  for (let step = 0; step < steps; step++) {
    const point = points.get(step);
    if (step < loss.length || point)
      lines.push([step, loss[step], point?.train, point?.test].map((field) => field ?? '').join(','));
  }
  return `${lines.join('\n')}\n`;
}

function json(run: RunSummary, { loss, accuracy }: RunSeries): string {
  const finalLoss = run.finalLoss === null ? null : jsonNumber(run.finalLoss);
  return `${JSON.stringify({ run: { ...run, finalLoss }, loss: Array.from(loss, jsonNumber), accuracy })}\n`;
}
