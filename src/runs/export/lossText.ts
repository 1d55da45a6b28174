import type { Dtype } from '../../engine';
import { repr32 } from '../../engine/numberText';

/**
 * How the losses of a run are written in CSV: a float32 in the fewest digits that read back as it, as NumPy writes one.
 * Its column says so; a column without a word is float64, as whoever reads a CSV takes numbers to be.
 */
export const lossText = (dtype: Dtype): { column: (name: string) => string; write: (loss: number) => string } =>
  dtype === 'float32'
    ? { column: (name) => `${name} (float32)`, write: (loss) => (Number.isFinite(loss) ? repr32(loss) : String(loss)) }
    : { column: (name) => name, write: String };
