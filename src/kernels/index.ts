import relaxed from '../../out/kernels/relaxed-simd.wasm';
import simd from '../../out/kernels/simd.wasm';
import { BadInput, PlainLearner, type KernelsName, type LearnerMaker } from '../engine';
import { kernelLearner } from './kernelLearner';
import { buildOf, type Build, type BuildName } from './kernels';

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

/**
 * @param wanted `auto` for the fastest there are.
 * @throws BadInput when this host does not have them.
 */
export function chooseKernels(wanted: KernelsName | 'auto'): KernelsName {
  if (wanted === 'auto') return fastestKernels();
  if (hasKernels(wanted)) return wanted;
  throw new BadInput('kernels', 'The kernels “{0}” do not run here; expected {1}.', [
    wanted,
    (['plain', 'simd', 'relaxed-simd'] as const).filter(hasKernels).join(', '),
  ]);
}

/** @throws BadInput when this host does not have the kernels. */
export function learnerBy(name: KernelsName): LearnerMaker {
  if (name === 'plain') return plain;
  const here = build(chooseKernels(name) as BuildName);
  return here ? kernelLearner(here, plain) : plain;
}

/** The fastest learner there is on this host: where nothing depends on the last bits. */
export const fastestLearner: LearnerMaker = (...from) => learnerBy(fastestKernels())(...from);
