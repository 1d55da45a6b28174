import { BadInput, phrase } from '../badInput';
import { Loss, type LossPlan } from '../loss/loss';
import { activate } from '../network/activation';
import { forward } from '../network/dense';
import type { Network } from '../network/network';
import { atOnce, inSlices, standing } from '../slices';
import { moveWork } from './numericalCost';
import { SampleLoss } from './sampleLoss';

export interface NumericalGradientOptions {
  /** The step, 1e-4 as in the book. */
  h?: number;
  method?: 'central' | 'forward';
  loss?: LossPlan;
}

export interface NumericalGradient {
  /** W1, b1, W2 … in the network's order and shapes. */
  gradients: Float64Array[];
  /**
   * As the gradients: 1 where the step took a ReLU unit over its kink. There the difference is a mean of two slopes
   * and need not be what backpropagation, which looks at one point, says.
   */
  kinks: Uint8Array[];
}

export interface Batch {
  /** (rows, inputs) */
  x: Float64Array;
  /** (rows,) class indices. */
  label: Uint8Array;
}

/** The inputs of a layer that are not zero, by sample: where each is, and which of the sample's distinct values it has. */
interface SparseRow {
  inputs: Int32Array;
  valueIndex: Int32Array;
  values: Float64Array;
}

function sparseRow(z: Float64Array, start: number, count: number): SparseRow {
  const inputs: number[] = [];
  const valueIndex: number[] = [];
  const seen = new Map<number, number>();
  for (let j = 0; j < count; j++) {
    const value = z[start + j];
    if (value === 0) continue;
    let index = seen.get(value);
    if (index === undefined) {
      index = seen.size;
      seen.set(value, index);
    }
    inputs.push(j);
    valueIndex.push(index);
  }
  return {
    inputs: Int32Array.from(inputs),
    valueIndex: Int32Array.from(valueIndex),
    values: Float64Array.from(seen.keys()),
  };
}

/** What finding an input that is not zero costs, in multiply-adds. */
const findWork = 20;

/** Of every sample. Yields the samples done. */
function* sparseRows(z: Float64Array, rows: number, width: number): Generator<number, SparseRow[]> {
  const sparse: SparseRow[] = [];
  yield* inSlices(rows, findWork * width, (first, end) => {
    for (let n = first; n < end; n++) sparse.push(sparseRow(z, n * width, width));
  });
  return sparse;
}

/** a of every layer, (rows, outputs), and what each layer took in: x, then the activated outputs. */
function* forwardPass(network: Network, { x, label }: Batch) {
  const { sizes, activation } = network.plan;
  const rows = label.length;
  const a: Float64Array[] = [];
  const inputs: Float64Array[] = [x];
  for (let layer = 0; layer < network.layers; layer++) {
    const [width, outputs] = [sizes[layer], sizes[layer + 1]];
    const [w, b, found] = [network.weights(layer), network.biases(layer), new Int32Array(width)];
    const out = new Float64Array(rows * outputs);
    const z = new Float64Array(rows * outputs);
    yield* inSlices(rows, width * outputs, (first, end) => {
      const own = out.subarray(first * outputs, end * outputs);
      forward(inputs[layer].subarray(first * width, end * width), w, b, own, end - first, width, outputs, found);
      const activated = z.subarray(first * outputs, end * outputs);
      activated.set(own);
      activate(activation, activated, activated.length);
    });
    a.push(out);
    inputs.push(z);
  }
  return { a, inputs };
}

/** The share of h that may be lost where it is added to a parameter, before the parameter is moved by what is left of it. */
const lostShare = 1e-11;

/** The differences of one sample's loss, as parts of the slope of the batch's. */
class Differences {
  /** How far the ends of a difference are apart. Divided by, as in the book: the inverse of a tiny h overflows. */
  private readonly between: number;
  /** Parameters up to this size are moved by h; from larger ones rounding takes more than `lostShare` of it. */
  private readonly mostMoved: number;

  constructor(
    private readonly losses: SampleLoss,
    private readonly h: number,
    private readonly isCentral: boolean,
    /** What the sum over the batch is divided by. */
    private readonly divisor: number,
  ) {
    this.between = isCentral ? 2 * h : h;
    // Rounding is half a unit in the last place, 2⁻⁵³ of the number at most.
    this.mostMoved = lostShare * 2 ** 53 * h;
  }

  /** With a parameter of this value, of unit `unit` of `layer`, moved, whose input in sample n is `input`. */
  ofParameter(value: number, layer: number, n: number, unit: number, input: number): number {
    const { h, isCentral } = this;
    const [ahead, behind] = [value + h - value, isCentral ? value - h - value : 0];
    // Of a parameter that swallows h: not even what an infinite input makes of nothing.
    if (ahead === 0 && behind === 0) return 0;
    return this.take(layer, n, unit, input * ahead, input * behind);
  }

  /**
   * With each weight into `unit` moved: inputs of the same value share one difference.
   * @param w as dW and kinks: the layer's weights.
   * @param changes, crossed scratch, as long as `values`.
   */
  ofWeights(
    layer: number,
    n: number,
    unit: number,
    { inputs, valueIndex, values }: SparseRow,
    w: Float64Array,
    outputs: number,
    dW: Float64Array,
    kinks: Uint8Array,
    changes: Float64Array,
    crossed: Uint8Array,
  ): void {
    const { h, isCentral, losses, mostMoved } = this;
    for (let i = 0; i < values.length; i++) {
      const by = h * values[i];
      changes[i] = this.take(layer, n, unit, by, isCentral ? -by : 0);
      crossed[i] = losses.takeKink() ? 1 : 0;
    }
    for (let i = 0; i < inputs.length; i++) {
      const at = inputs[i] * outputs + unit;
      if (Math.abs(w[at]) > mostMoved) {
        dW[at] += this.ofParameter(w[at], layer, n, unit, values[valueIndex[i]]);
        if (losses.takeKink()) kinks[at] = 1;
      } else {
        dW[at] += changes[valueIndex[i]];
        kinks[at] |= crossed[valueIndex[i]];
      }
    }
  }

  private take(layer: number, n: number, unit: number, ahead: number, behind: number): number {
    return this.losses.difference(layer, n, unit, ahead, behind) / this.between / this.divisor;
  }
}

/**
 * The numerical gradient of the mean loss by every parameter (Deep Learning from Scratch, 4.4.2), as the book's loop
 * over all of them gives it, but not by running the network for each: a weight moves one unit, only of the samples whose
 * input to it is not zero, and by an amount that inputs of the same value share.
 *
 * A unit of the last hidden layer costs about `classes` multiply-adds a sample and distinct input value; one in an
 * earlier layer, all the layers behind the next.
 *
 * @returns as it goes the share (0 … 1) that is done; at its end the gradients.
 * @throws BadInput when h is not a positive number, the network is not float64, or x does not fit.
 */
export function* numericalGradientInSlices(
  network: Network,
  batch: Batch,
  { h = 1e-4, method = 'central', loss = 'crossEntropy' }: NumericalGradientOptions = {},
): Generator<number, NumericalGradient> {
  checkBatch(network, batch);
  if (!(h > 0) || !Number.isFinite(h))
    throw new BadInput('h', '{0}: expected {1}, got {2}.', ['h', phrase('a positive number'), h]);
  const { sizes } = network.plan;
  const rows = batch.label.length;
  const { a, inputs } = yield* standing(forwardPass(network, batch), 0);
  const outputLoss = new Loss(loss, network.classes);
  const losses = new SampleLoss(network, a, batch.label, outputLoss);
  const gradients = network.parameters.map(({ values }) => new Float64Array(values.length));
  const kinks = gradients.map(({ length }) => new Uint8Array(length));
  // Whatever is moved, the loss of the batch is no number.
  if (!losses.unmoved.every(Number.isFinite)) return { gradients: gradients.map((each) => each.fill(NaN)), kinks };
  const isCentral = method === 'central';
  const divisor = outputLoss.divisor({ form: 'label', label: batch.label });
  const differences = new Differences(losses, h, isCentral, divisor);
  const units = sizes.slice(1).reduce((sum, size) => sum + size);
  let done = 0;
  for (let layer = 0; layer < network.layers; layer++) {
    const [w, b] = [network.weights(layer) as Float64Array, network.biases(layer)];
    const [dW, db] = [gradients[2 * layer], gradients[2 * layer + 1]];
    const [kinksW, kinksB] = [kinks[2 * layer], kinks[2 * layer + 1]];
    const outputs = sizes[layer + 1];
    const sparse = yield* standing(sparseRows(inputs[layer], rows, sizes[layer]), done / units);
    const mostValues = sparse.reduce((most, { values }) => Math.max(most, values.length), 0);
    const changes = new Float64Array(mostValues);
    const crossed = new Uint8Array(mostValues);
    const moveAll = (unit: number, first: number, end: number) => {
      for (let n = first; n < end; n++) {
        losses.begin(layer, n, unit);
        db[unit] += differences.ofParameter(b[unit], layer, n, unit, 1);
        if (losses.takeKink()) kinksB[unit] = 1;
        differences.ofWeights(layer, n, unit, sparse[n], w, outputs, dW, kinksW, changes, crossed);
      }
    };
    const work = (isCentral ? 2 : 1) * (mostValues + 1) * moveWork(sizes, layer);
    for (let unit = 0; unit < outputs; unit++, done++)
      for (const moved of inSlices(rows, work, (first, end) => moveAll(unit, first, end)))
        yield (done + moved / rows) / units;
  }
  return { gradients, kinks };
}

/** All of `numericalGradientInSlices` at once. */
export function numericalGradient(
  network: Network,
  batch: Batch,
  options?: NumericalGradientOptions,
): NumericalGradient {
  return atOnce(numericalGradientInSlices(network, batch, options));
}

function checkBatch(network: Network, { x, label }: Batch): void {
  const { sizes, dtype } = network.plan;
  if (dtype !== 'float64')
    throw new BadInput(
      'dtype',
      '{0}: a numerical gradient needs float64, whose rounding does not drown the difference; got {1}.',
      ['dtype', dtype],
    );
  if (x.length !== label.length * sizes[0])
    throw new BadInput('x', '{0}: expected {1} values for {2} rows of {3} inputs, got {4}.', [
      'x',
      label.length * sizes[0],
      label.length,
      sizes[0],
      x.length,
    ]);
}
