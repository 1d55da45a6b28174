/** The engine's one face: losses, sampling, networks and training. Pure: no editor, no browser, no Node. */
export { power } from './arithmetic/power';
export { BadInput, english, phrase, spoken, type Phrase, type Say, type Value } from './badInput';
export {
  gradientDescent,
  type DescentEnd,
  type GradientDescent,
  type GradientDescentOptions,
} from './derivative/gradientDescent';
export {
  numericalDiff,
  type Complex,
  type DiffMethod,
  type DiffOptions,
  type ScalarFunction,
} from './derivative/numericalDiff';
export { numericalGradientOf, type MultivariateFunction } from './derivative/numericalGradientOf';
export { curveOf, widestGap } from './derivative/step/curve';
export {
  bestOf,
  bestStep,
  errorsOf,
  perDecade,
  smallestExponent,
  steps as errorSteps,
  withoutTruncation,
  type Best,
  type Curve,
} from './derivative/step/errorByStep';
export { lostOf, regimeOf, type Regime, type Step } from './derivative/step/regime';
export { gradientFault, regimeWords, stepFault } from './derivative/step/stepWords';
export {
  columnInLabelForm,
  columnInSquares,
  crossEntropyByGuess,
  labelInOneHotForm,
  oneHotInLabelForm,
  smoothed,
  softmaxTwice,
  softmaxTwiceFloor,
  type LossBatch,
  type Outcome,
} from './loss/confusions';
export { landscapeInSlices, planes, type Landscape, type Plane } from './landscape/landscape';
export { resolutionOf, type Resolution } from './landscape/resolution';
export { gramOf, walk, type WeightPath } from './landscape/weightPath';
export {
  crossEntropyError,
  crossEntropyErrorFromLogits,
  crossEntropyGradient,
  defaultDelta,
  logOf,
  type CrossEntropyOptions,
} from './loss/crossEntropy';
export { logSoftmax } from './loss/logSoftmax';
export { Loss, simplest, type LossName, type LossPlan, type WeightedCrossEntropy } from './loss/loss';
export type { Weighting } from './loss/weighting';
export { lossTerms, type LossTerms } from './loss/lossTerms';
export type { LossOptions, Reduction } from './loss/reduction';
export { sumSquaresError, sumSquaresGradient } from './loss/sumSquares';
export { checkLabel, checkOneHot, checkProbabilities, oneHot, sumTolerance, type Target } from './loss/target';
export {
  compareGradients,
  layerVerdict,
  type LayerCheck,
  type LayerVerdict,
  type Tolerance,
} from './gradient/compareGradients';
export { GradientChecker, type GradientCheck, type GradientCheckResult } from './gradient/gradientCheck';
export { mistakes, type Mistake } from './gradient/mistake';
export {
  numericalGradient,
  numericalGradientInSlices,
  type Batch,
  type NumericalGradient,
  type NumericalGradientOptions,
} from './gradient/numericalGradient';
export { numericalCost, type NumericalCost } from './gradient/numericalCost';
export type { Activation } from './network/activation';
export { zeros, type Dtype, type Floats } from './network/floats';
export { Network, Pass, type Init, type LayerSizes, type NetworkPlan, type Parameter } from './network/network';
export { softmax } from './network/softmax';
export { type Bay, type Facts, type Opening } from './reading/facts';
export { type Half, type Look } from './reading/look';
export { type Box, type Region } from './reading/picture';
export {
  accuracyByDigit,
  bookPlan,
  featurePlan,
  readAllByNetwork,
  readAllByRule,
  owners,
  ways,
  type Reading,
  type Owner,
  type Way,
} from './reading/readings';
export { branches, readByRule, type BranchName } from './reading/rule';
export { cells, directions, featureCount, featureSamples, strokeDirections } from './reading/strokeDirections';
export { MiniBatches, type BatchesSnapshot, type Sampling } from './sampling/miniBatches';
export { checkSeed, largestSeed, RandomState, type RandomSnapshot } from './sampling/randomState';
export { atOnce, inSlices, rowsOfSlice, standing } from './slices';
export { pairwiseSum } from './sum/pairwiseSum';
export {
  outputsInSlices,
  passRows,
  predictPixels,
  readClass,
  scorePixels,
  scorePixelsInSlices,
  unread,
  type Outputs,
} from './training/evaluate';
export { untrainedInSlices, untrainedNetwork, type TrainingPlan, type Untrained } from './training/plan';
export { normalize, normalized, type Samples, type Sets } from './training/samples';
export { kernelsNames, type KernelsName } from './training/kernelsName';
export { PlainLearner, type Learned, type Learner, type LearnerMaker } from './training/learner';
export { numericalOptions } from './training/numericalLearner';
export {
  adamRate,
  emptyState,
  epsilon,
  kept,
  update,
  type OptimizerPlan,
  type OptimizerState,
} from './training/optimizer';
export { networkFromCheckpoint, Trainer, type Accuracies, type StepResult } from './training/trainer';
