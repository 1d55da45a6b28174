import {
  adamRate,
  atOnce,
  defaultDelta,
  epsilon,
  inSlices,
  Loss,
  rowsOfSlice,
  standing,
  zeros,
  type Activation,
  type Floats,
  type Learned,
  type Learner,
  type LearnerMaker,
  type Outputs,
  type Sets,
  type TrainingPlan,
} from '../engine';
import { kernelsOf, memoryOf, mostBytes, type Address, type Build, type ByteKernels, type Kernels } from './kernels';
import { MemoryPlan } from './memoryPlan';
import { elementBytes, strideOf, type ParameterRegion } from './parameterRegion';
import { planPassMemory, type PassMemory } from './passMemory';
import { SampleBatch, type Entries } from './sampleBatch';

/** Rows worked on at once: a larger batch goes by in chunks, so that what they need stays in the cache. */
export const mostRows = 512;

/** Multiply-adds that the kernels do in the time of one in plain TypeScript, about. */
const speed = 8;

/** Work without slices. */
const done: readonly number[] = [];

/** Multiply-adds of a step that takes long: some 100 ms. */
const longStep = 1.5e9;

/** A stored sample counts its inputs in 16 bits. */
const mostInputs = 65_535;

/** As `assembly/activation.ts` has them. */
const activationCodes: Record<Activation, number> = { relu: 0, sigmoid: 1, tanh: 2 };

/** How a product is added to what is there: out = base + scale · product. */
interface Onto {
  base: Address;
  /** 0 gives every row the same base. */
  baseStride: number;
  scale: number;
  out: Address;
}

/** The learner in WebAssembly: what `PlainLearner` computes, many times faster. */
class KernelLearner implements Learner {
  private readonly kernels: Kernels & ByteKernels;
  private readonly memory: WebAssembly.Memory;
  /** All of the memory, in elements of the dtype. */
  private readonly elements: Floats;
  private readonly strides: readonly number[];
  private readonly element: number;
  private readonly outputLoss: Loss;

  constructor(
    build: Build,
    private readonly plan: TrainingPlan,
    private readonly learned: Learned,
    private readonly sets: Sets,
    private readonly batch: SampleBatch,
    private readonly work: PassMemory,
    private readonly rows: number,
    readonly yields: boolean,
    bytes: number,
  ) {
    const { dtype, sizes } = learned.network.plan;
    this.memory = memoryOf(bytes);
    this.kernels = kernelsOf(build, this.memory, dtype);
    this.element = elementBytes(dtype);
    this.outputLoss = new Loss(plan.loss, learned.network.classes);
    this.strides = sizes.map((size) => strideOf(dtype, size));
    const { buffer } = this.memory;
    this.elements = dtype === 'float32' ? new Float32Array(buffer) : new Float64Array(buffer);
    batch.fill(buffer);
    this.elements.fill(1, work.ones / this.element, work.ones / this.element + rows);
    work.parameters.write(
      this.elements,
      learned.network.parameters.map(({ values }) => values),
    );
    work.state.forEach((slot, i) => {
      slot.write(this.elements, learned.state[i]);
    });
  }

  save(): void {
    const { elements, learned, work } = this;
    work.parameters.read(
      elements,
      learned.network.parameters.map(({ values }) => values),
    );
    work.state.forEach((slot, i) => {
      slot.read(elements, learned.state[i]);
    });
  }

  *step(indices: Int32Array, t: number): Generator<number, number> {
    const { rows } = this;
    const divisor = this.divisor(indices);
    let before = 0;
    for (let first = 0; first < indices.length; first += rows) {
      const chunk = indices.subarray(first, first + rows);
      const share = first / indices.length;
      yield* standing(this.forward('train', chunk), share);
      before += this.loss(chunk.length, divisor, this.plan.recordLoss === 'before');
      yield* standing(this.backward(chunk.length, first === 0), share);
    }
    if (this.work.gradients) this.update(this.work.gradients, t);
    return before;
  }

  *lossAgain(indices: Int32Array): Generator<number, number> {
    const { rows } = this;
    const divisor = this.divisor(indices);
    let after = 0;
    for (let first = 0; first < indices.length; first += rows) {
      const chunk = indices.subarray(first, first + rows);
      // The only chunk is still there.
      yield* standing(this.forward('train', chunk, indices.length > rows), 1);
      after += this.loss(chunk.length, divisor, true);
    }
    return after;
  }

  *rightInSlices(set: keyof Sets): Generator<number, number> {
    const { layers, classes } = this.learned.network;
    const { kernels, work, batch, strides } = this;
    let right = 0;
    for (const { first, rows } of this.outputsInSlices(set)) {
      right += kernels.countRight(work.z[layers - 1], strides[layers], rows, classes, batch.labels);
      yield first + rows;
    }
    return right;
  }

  *outputsInSlices(set: keyof Sets): Generator<Outputs> {
    const { count } = this.sets[set];
    const { layers, classes } = this.learned.network;
    const { kernels, work, strides, element, elements } = this;
    const rows = rowsOfSlice(Math.min(this.rows, count), this.learned.network.size / speed);
    const [y, stride] = [work.z[layers - 1], strides[layers]];
    for (let first = 0; first < count; first += rows) {
      const indices = Int32Array.from({ length: Math.min(rows, count - first) }, (_, n) => first + n);
      atOnce(this.forward(set, indices));
      kernels.softmax(y, stride, indices.length, classes);
      yield { first, rows: indices.length, y: elements, start: y / element, stride: stride / element };
    }
  }

  /** The scores of samples `indices` of `set`, into the last z. */
  private *forward(set: keyof Sets, indices: Int32Array, draw = true): Generator<number, void> {
    const { kernels, work, batch, strides, plan } = this;
    const { network } = this.learned;
    const rows = indices.length;
    if (draw) batch.draw(kernels, this.memory.buffer, set, indices);
    for (let layer = 0; layer < network.layers; layer++) {
      const [w, b] = [work.parameters.at[2 * layer], work.parameters.at[2 * layer + 1]];
      const onto = { base: b, baseStride: 0, scale: 1, out: work.z[layer] };
      const depth = network.plan.sizes[layer];
      if (layer === 0) yield* this.firstLayer(rows, w, onto);
      else yield* this.product(work.z[layer - 1], strides[layer], this.element, rows, layer, w, onto, depth);
      if (layer < network.layers - 1)
        kernels.activate(activationCodes[plan.network.activation], work.z[layer], rows * strides[layer + 1]);
    }
  }

  private *firstLayer(rows: number, w: Address, onto: Onto): Generator<number, void> {
    const { batch } = this;
    if (!batch.isSparse) {
      yield* this.product(batch.x, batch.xStride, this.element, rows, 0, w, onto, this.sets.train.inputs);
      return;
    }
    // A block of W1 after the other, each on top of what the blocks before it came to.
    const onTop = { ...onto, base: onto.out, baseStride: this.strides[1] };
    for (const [block, entries] of batch.bySample(rows).entries())
      yield* this.sparseProduct(entries, w, block === 0 ? onto : onTop, this.sets.train.inputs);
  }

  /** onto + entries · b, in the first layer's width. @param depth rows of b. */
  private sparseProduct(
    { spans, spanStride, entries, values, rows }: Entries,
    b: Address,
    { base, baseStride, scale, out }: Onto,
    depth: number,
  ): Iterable<number> {
    const [, stride] = this.strides;
    return this.inSlices(rows, depth * stride, (first, end) =>
      this.kernels.sparseTimesDense(
        spans + first * spanStride,
        spanStride,
        entries,
        values,
        end - first,
        b,
        stride,
        stride / 16,
        scale,
        base + first * baseStride,
        baseStride,
        out + first * stride,
        stride,
      ),
    );
  }

  /** Calls `take` with rows of a product, with all of them where a step is short. @param bytes of the other factor. */
  private inSlices(rows: number, bytes: number, take: (first: number, end: number) => void): Iterable<number> {
    if (this.yields) return inSlices(rows, bytes / this.element / speed, take);
    take(0, rows);
    return done;
  }

  /** onto + a (rows, depth) · b (depth, outputs of `layer`). */
  private product(
    a: Address,
    aRow: number,
    aColumn: number,
    rows: number,
    layer: number,
    b: Address,
    { base, baseStride, scale, out }: Onto,
    depth: number,
  ): Iterable<number> {
    const stride = this.strides[layer + 1];
    return this.inSlices(rows, depth * stride, (first, end) =>
      this.kernels.matrixProduct(
        a + first * aRow,
        aRow,
        aColumn,
        b,
        stride,
        end - first,
        depth,
        stride / 16,
        scale,
        base + first * baseStride,
        baseStride,
        out + first * stride,
        stride,
      ),
    );
  }

  /** What the sum of the losses of the batch `indices` is divided by. */
  private divisor(indices: Int32Array): number {
    const { labels } = this.sets.train;
    const label = new Uint8Array(indices.length);
    for (let n = 0; n < label.length; n++) label[n] = labels[indices[n]];
    return this.outputLoss.divisor({ form: 'label', label });
  }

  /**
   * Turns the scores of the chunk that `forward` took last into the derivative of the loss by them.
   * @returns the chunk's share of the loss; 0 when it is not asked for.
   */
  private loss(rows: number, divisor: number, isAsked: boolean): number {
    const { kernels, work, strides, batch, outputLoss } = this;
    const { layers, classes } = this.learned.network;
    const y = work.z[layers - 1];
    const stride = strides[layers];
    const { book } = outputLoss;
    if (!book) return this.weighted(rows, divisor);
    kernels.softmax(y, stride, rows, classes);
    let sum = 0;
    if (book === 'crossEntropy') {
      if (isAsked) sum = kernels.crossEntropy(y, stride, rows, batch.labels, defaultDelta, work.scratch);
      kernels.crossEntropyGradient(y, stride, rows, batch.labels, divisor);
    } else {
      if (isAsked) sum = kernels.sumSquares(y, stride, rows, classes, batch.labels);
      kernels.sumSquaresGradient(y, stride, rows, classes, batch.labels, divisor);
    }
    return sum / divisor;
  }

  /** The same for a loss with options, which is the engine's own: ten classes a row are little beside the rest. */
  private weighted(rows: number, divisor: number): number {
    const { elements, element, work, batch, outputLoss } = this;
    const { layers, classes, plan } = this.learned.network;
    const width = this.strides[layers] / element;
    const from = work.z[layers - 1] / element;
    const [scores, dScores] = [zeros(plan.dtype, rows * classes), zeros(plan.dtype, rows * classes)];
    for (let n = 0; n < rows; n++)
      scores.set(elements.subarray(from + n * width, from + n * width + classes), n * classes);
    const label = new Uint8Array(this.memory.buffer, batch.labels, rows);
    const value = outputLoss.ofScores(scores, { form: 'label', label }, dScores, divisor);
    for (let n = 0; n < rows; n++) elements.set(dScores.subarray(n * classes, (n + 1) * classes), from + n * width);
    return value;
  }

  /** Backpropagation of the chunk whose derivative by the scores `loss` has left in the last z. */
  private *backward(rows: number, isFirst: boolean): Generator<number, void> {
    const { kernels, work, strides, plan, element } = this;
    const { network } = this.learned;
    const { sizes } = network.plan;
    const last = network.layers - 1;
    const y = work.z[last];
    for (let layer = last; layer >= 0; layer--) {
      const dz = layer === last ? y : work.dz[layer];
      const w = work.parameters.at[2 * layer];
      if (layer > 0) {
        const [inputs, outputs] = [sizes[layer], sizes[layer + 1]];
        const wT = work.transposed[layer];
        kernels.transpose(w, strides[layer + 1], inputs, outputs, wT, strides[layer]);
        const onto = { base: work.zeros, baseStride: 0, scale: 1, out: work.dz[layer - 1] };
        yield* this.product(dz, strides[layer + 1], element, rows, layer - 1, wT, onto, outputs);
        const code = activationCodes[plan.network.activation];
        kernels.activationGradient(code, work.z[layer - 1], work.dz[layer - 1], rows * strides[layer]);
      }
      yield* this.weightGradient(layer, dz, rows, isFirst);
    }
  }

  /** Adds the gradient of a layer's W and b to the gradients, or takes it off W and b themselves at once. */
  private *weightGradient(layer: number, dz: Address, rows: number, isFirst: boolean): Generator<number, void> {
    const { work, strides, batch, kernels, element } = this;
    const { sizes } = this.learned.network.plan;
    const stride = strides[layer + 1];
    const onto = (parameter: number, rowStride: number): Onto => {
      const { learningRate } = this.plan.optimizer;
      if (!work.gradients) {
        const at = work.parameters.at[parameter];
        return { base: at, baseStride: rowStride, scale: -learningRate, out: at };
      }
      const at = work.gradients.at[parameter];
      return isFirst
        ? { base: work.zeros, baseStride: 0, scale: 1, out: at }
        : { base: at, baseStride: rowStride, scale: 1, out: at };
    };
    yield* this.product(work.ones, 0, element, 1, layer, dz, onto(2 * layer + 1, stride), rows);
    const ontoW = onto(2 * layer, stride);
    if (layer > 0)
      yield* this.product(work.z[layer - 1], element, strides[layer], sizes[layer], layer, dz, ontoW, rows);
    else if (!batch.isSparse) yield* this.product(batch.x, element, batch.xStride, sizes[0], 0, dz, ontoW, rows);
    else yield* this.sparseProduct(batch.byInput(kernels, rows), dz, ontoW, rows);
  }

  private update({ start: g, bytes }: ParameterRegion, t: number): void {
    const { kernels, work } = this;
    const w = work.parameters.start;
    const { optimizer } = this.plan;
    const slots = work.state.map(({ start }) => start);
    switch (optimizer.kind) {
      case 'sgd':
        kernels.sgd(w, g, bytes, optimizer.learningRate);
        return;
      case 'momentum':
        kernels.momentum(w, g, slots[0], bytes, optimizer.learningRate, optimizer.momentum);
        return;
      case 'adagrad':
        kernels.adagrad(w, g, slots[0], bytes, optimizer.learningRate, epsilon);
        return;
      case 'adam': {
        const { learningRate, beta1, beta2 } = optimizer;
        const rate = adamRate(learningRate, beta1, beta2, t);
        kernels.adam(w, g, slots[0], slots[1], bytes, rate, 1 - beta1, 1 - beta2, epsilon);
      }
    }
  }
}

/**
 * Makes learners that run on `build`, or what `fallback` makes for a network that does not fit into its memory.
 * @param sliced multiply-adds from which on a step is done in slices.
 */
export function kernelLearner(build: Build, fallback: LearnerMaker, sliced = longStep): LearnerMaker {
  return (plan, learned, sets) => {
    const { network } = learned;
    const { dtype } = network.plan;
    if (sets.train.inputs > mostInputs) return fallback(plan, learned, sets);
    const rows = Math.min(plan.batch.size, mostRows);
    const evaluated = Math.max(rows, 256);
    const memory = new MemoryPlan();
    const batch = new SampleBatch(build, dtype, sets, evaluated, memory);
    const firstWeights = network.weights(0).length;
    const passWork = network.size - (batch.isSparse ? (1 - batch.density) * firstWeights : 0);
    // Forward, and back to the inputs and to the weights of each layer.
    const isLong = 3 * plan.batch.size * passWork > sliced;
    const isFused = plan.optimizer.kind === 'sgd' && plan.batch.size <= rows;
    const work = planPassMemory(learned, evaluated, isFused, memory);
    if (memory.bytes > mostBytes) return fallback(plan, learned, sets);
    try {
      return new KernelLearner(build, plan, learned, sets, batch, work, evaluated, isLong, memory.bytes);
    } catch (error) {
      // The system has not that much memory in one piece.
      if (error instanceof RangeError) return fallback(plan, learned, sets);
      throw error;
    }
  };
}
