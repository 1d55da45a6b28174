import type { Dtype } from '../../engine';
import type { RunSeries } from '../run';
import { uniqueName } from '../naming/runName';
import { lossText } from './lossText';

/** A run, as its column has it. */
interface Shown {
  name: string;
  dtype: Dtype;
  series: Pick<RunSeries, 'loss'>;
}

/** Lines of one slice: a few milliseconds of work. */
const sliceLines = 10_000;

/** A name as a field of CSV (RFC 4180). What a spreadsheet would take for a formula is marked as text for it. */
function quoted(name: string): string {
  const harmless = /^\s*[=+\-@]/.test(name) ? `'${name}` : name;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/**
 * The losses of several runs beside each other, in slices: a line per step, a column per run, which says where its
 * losses are float32; the field of a step that a
 * run has not is empty. Losses that are not finite are written NaN, Infinity, -Infinity, as NumPy and pandas read them.
 */
export function* exportShown(runs: readonly Shown[]): Generator<string> {
  // Two runs of one name, one of them chosen in the other's language, are still two columns.
  const columns = ['step'];
  for (const { name, dtype } of runs) columns.push(uniqueName(lossText(dtype).column(name), columns));
  yield `${columns.map(quoted).join(',')}\n`;
  const written = runs.map(({ dtype, series: { loss } }) => {
    const { write } = lossText(dtype);
    return (step: number) => (step < loss.length ? write(loss[step]) : '');
  });
  const steps = Math.max(0, ...runs.map(({ series }) => series.loss.length));
  for (let first = 0; first < steps; first += sliceLines) {
    let text = '';
    for (let step = first; step < Math.min(first + sliceLines, steps); step++) {
      text += String(step);
      for (const write of written) text += `,${write(step)}`;
      text += '\n';
    }
    yield text;
  }
}
