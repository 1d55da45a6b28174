import relaxed from '../../out/kernels/relaxed-simd.wasm';
import simd from '../../out/kernels/simd.wasm';
import { PlainLearner, type LearnerMaker } from '../engine';
import { kernelLearner } from './kernelLearner';
import { chooseBuild, type Build, type BuildName } from './kernels';

const plain: LearnerMaker = (...from) => new PlainLearner(...from);

let chosen: { build: Build | undefined } | undefined;

const build = () => (chosen ??= { build: chooseBuild({ simd, 'relaxed-simd': relaxed }) }).build;

/** What trains here: one of the builds, or `plain` where there is no WebAssembly SIMD. Part of what decides a run's last bits. */
export const kernelsName = (): BuildName | 'plain' => build()?.name ?? 'plain';

/** The fastest learner there is on this host. */
export const fastestLearner: LearnerMaker = (...from) => {
  const here = build();
  return here ? kernelLearner(here, plain)(...from) : plain(...from);
};
