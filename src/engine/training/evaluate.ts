import { zeros } from '../network/floats';
import { Pass, type Network } from '../network/network';
import { normalize, type Samples } from './samples';

/** Rows of one slice: a few milliseconds of work, so that a thread can listen in between. */
const sliceRows = 1000;

/** y: (rows, classes) probabilities for `pixels` (rows, inputs). */
export function predictPixels(network: Network, pixels: Uint8Array): Float64Array {
  const [inputs] = network.plan.sizes;
  const rows = pixels.length / inputs;
  const x = zeros(network.plan.dtype, pixels.length);
  normalize(pixels, x);
  return Float64Array.from(new Pass(network, rows).predict(x, rows));
}

/** Yields the rows done after each slice; returns how many of `samples` have their largest probability at their label. */
export function* rightInSlices(network: Network, samples: Samples): Generator<number, number> {
  const { inputs, classes, count, labels, pixels } = samples;
  const rows = Math.min(sliceRows, count);
  const pass = new Pass(network, rows);
  const x = zeros(network.plan.dtype, rows * inputs);
  let right = 0;
  for (let start = 0; start < count; start += rows) {
    const end = Math.min(start + rows, count);
    normalize(pixels.subarray(start * inputs, end * inputs), x);
    const y = pass.predict(x, end - start);
    for (let n = start; n < end; n++) {
      let best = 0;
      for (let k = 1; k < classes; k++) if (y[(n - start) * classes + k] > y[(n - start) * classes + best]) best = k;
      if (best === labels[n]) right++;
    }
    yield end;
  }
  return right;
}
