import relaxed from '../../out/kernels/relaxed-simd.wasm';
import simd from '../../out/kernels/simd.wasm';
import {
  BadInput,
  kept,
  numericalOptions,
  PlainLearner,
  type KernelsName,
  type LearnerMaker,
  type TrainingPlan,
} from '../engine';
import { kernelLearner, mostRows } from './kernelLearner';
import { buildOf, mostBytes, type Build, type BuildName } from './kernels';
import { strideOf } from './parameterRegion';

const plain: LearnerMaker = (...from) => new PlainLearner(...from);

const bytes = { simd, 'relaxed-simd': relaxed };
const known = new Map<BuildName, Build | undefined>();

/** Compiled when it is first asked for; undefined where the host cannot run it. */
function build(name: BuildName): Build | undefined {
  if (!known.has(name)) known.set(name, buildOf(name, bytes[name]));
  return known.get(name);
}

/** Whether this host can run them. */
export const hasKernels = (name: KernelsName): boolean => name === 'plain' || build(name) !== undefined;

/** The fastest there are on this host. */
export const fastestKernels = (): KernelsName =>
  (['relaxed-simd', 'simd'] as const).find((name) => hasKernels(name)) ?? 'plain';

/** Of the kernels' memory, what is left to the samples and the constants. */
const besides = 2 ** 28;

/** Whether the memory of the kernels has room for what `plan` learns, with what its gradient and optimizer need beside it. */
function hasRoom({ network, batch, optimizer, dtype }: TrainingPlan, inputs: number, classes: number): boolean {
  const sizes = [inputs, ...network.hidden, classes];
  const strides = sizes.map((size) => strideOf(dtype, size));
  const parameters = strides.slice(1).reduce((bytes, stride, layer) => bytes + (sizes[layer] + 1) * stride, 0);
  const units = strides.reduce((bytes, stride) => bytes + stride, 0);
  // The parameters, their gradients, what the optimizer keeps, and the weights once more, transposed.
  return (3 + kept[optimizer.kind]) * parameters + 2 * Math.max(mostRows, batch.size) * units + besides <= mostBytes;
}

/**
 * What takes the steps of a run: what is returned does, and nothing else, or the run refuses.
 * @param wanted `auto` for the fastest that can.
 * @param inputs of a sample. @param classes to tell.
 * @throws BadInput when those that are named are not on this host, or do not compute such a run.
 */
export function chooseKernels(
  wanted: KernelsName | 'auto',
  plan: TrainingPlan,
  { inputs, classes }: { inputs: number; classes: number },
): KernelsName {
  const isNumerical = numericalOptions(plan.gradient) !== undefined;
  if (wanted === 'auto') return isNumerical || !hasRoom(plan, inputs, classes) ? 'plain' : fastestKernels();
  expectKernels(wanted);
  if (isNumerical && wanted !== 'plain')
    throw new BadInput('kernels', 'The kernels “{0}” take no numerical gradients, which plain code does: choose {1}.', [
      wanted,
      'plain, auto',
    ]);
  return wanted;
}

/** @throws BadInput when this host does not have them. */
function expectKernels(wanted: KernelsName): void {
  if (hasKernels(wanted)) return;
  throw new BadInput('kernels', 'The kernels “{0}” do not run here; expected {1}.', [
    wanted,
    (['plain', 'simd', 'relaxed-simd'] as const).filter(hasKernels).join(', '),
  ]);
}

/**
 * The kernels that a run goes on by: its own, or where it does not say which those were, the fastest that can.
 * @throws BadInput when this host does not have them: its next steps would be others.
 */
export function kernelsToResume(
  { kernels, experiment }: { kernels?: KernelsName; experiment: TrainingPlan },
  samples: { inputs: number; classes: number },
): KernelsName {
  if (!kernels) return chooseKernels('auto', experiment, samples);
  if (hasKernels(kernels)) return kernels;
  throw new BadInput(
    'kernels',
    'The kernels “{0}” that made this run are not there on this computer: it cannot go on here bit for bit.',
    [kernels],
  );
}

function makerBy(name: KernelsName, withoutRoom: LearnerMaker): LearnerMaker {
  if (name === 'plain') return plain;
  expectKernels(name);
  const here = build(name);
  return here ? kernelLearner(here, withoutRoom) : plain;
}

/**
 * Makes learners by these kernels and no others: each throws BadInput where they have no memory for its network.
 * @throws BadInput when this host does not have them.
 */
export const learnerBy = (name: KernelsName): LearnerMaker =>
  makerBy(name, () => {
    throw new BadInput('kernels', 'The kernels “{0}” find no memory for this network: choose {1}, or a smaller one.', [
      name,
      'plain',
    ]);
  });

/**
 * The same, or plain code where they have no memory: where nothing is recorded that depends on the last bits.
 * @throws BadInput when this host does not have them.
 */
export const readerBy = (name: KernelsName): LearnerMaker => makerBy(name, plain);

/** The fastest of these there is on this host. */
export const fastestLearner: LearnerMaker = (...from) => readerBy(fastestKernels())(...from);
