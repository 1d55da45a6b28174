import * as v from 'valibot';
import type { Experiment } from '../runs/experiment/experiment';
import {
  largestSeed,
  mistakes,
  owners,
  ways,
  planes,
  type GradientCheckResult,
  type Landscape,
  type Mistake,
  type Plane,
  type Reading,
} from '../engine';
import type { AccuracyPoint, RunSummary } from '../runs/run';
import type { SentSeries } from './lossRecord';
import type { ToRequester } from './task';
import { testSamples, trainingSamples } from '../data/mnistShape';

/** The tabs of the panel, in their order. */
export const tabs = ['train', 'samples', 'loss', 'batch', 'derivative', 'check', 'ways'] as const;
export type Tab = (typeof tabs)[number];

/** The steps of the walkthrough that share a command with another one. */
export const walkthroughSteps = ['squares', 'entropy', 'mnist', 'batch', 'forms'] as const;

/** What may stand in a field. */
const typed = v.pipe(v.string(), v.maxLength(1000));

/** What a tab is to show, when whoever opens it has something in mind: the walkthrough's links carry this. */
export const valuesSchema = v.partial(
  v.strictObject({
    /** Loss: where y comes from. */
    source: v.picklist(['picked', 'example1', 'example2', 'typed']),
    /** Samples and Loss: what is picked, as `np.random.seed(seed); np.random.choice(60000, size, replace=True)` draws it. */
    draw: v.strictObject({ seed: v.number(), size: v.number(), replace: v.optional(v.boolean(), true) }),
    /** Samples: the training samples of these numbers are picked. */
    ids: v.pipe(
      v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(trainingSamples - 1))),
      v.minLength(1),
      v.maxLength(1000),
    ),
    /** Mini-batch: what stands in its fields. */
    batch: v.strictObject({ seed: typed, sizes: typed, draws: typed, replace: v.boolean() }),
    /** Derivative: what stands in its fields, and which secant is drawn. */
    derivative: v.strictObject({
      f: typed,
      x: typed,
      h: typed,
      secant: v.optional(v.picklist(['central', 'forward'])),
    }),
    /** Gradient check: what is wrong with backpropagation. */
    mistake: v.picklist(mistakes),
    /** The step of the walkthrough whose link it is, which is done by that. */
    step: v.picklist(walkthroughSteps),
  }),
);
export type Values = v.InferOutput<typeof valuesSchema>;

/** The numbers of classes whose cost is measured. */
export const costClasses = [10, 100, 1000, 10_000, 100_000] as const;

/** Samples are numbered 0 … 59,999 (training) and 60,000 … 69,999 (test). */
export type SampleId = number;

export type DataState =
  | { state: 'absent' }
  | { state: 'loading'; fraction: number }
  | { state: 'failed'; message: string }
  /** `labels`: (train + test) digits, by sample id. */
  | { state: 'ready'; train: number; test: number; labels: Uint8Array };

/** How fast the active run goes. */
export interface Pace {
  samplesPerSecond: number;
  /** Seconds to the last step at this pace; null while nothing is known. */
  secondsLeft: number | null;
}

/** What decides the network that an experiment starts from. */
export type FirstNetwork = Pick<Experiment, 'seed' | 'network' | 'dtype'>;

/** Which network answers `predict`: a run's, or the untrained one the experiment in the form would start from. */
export type NetworkSource = { kind: 'run'; runId: string; step: number } | ({ kind: 'untrained' } & FirstNetwork);

/** The network that `experiment` starts from. */
export const untrainedSource = ({ seed, network, dtype }: FirstNetwork): NetworkSource => ({
  kind: 'untrained',
  seed,
  network,
  dtype,
});

/** Whether two sources name the same network. */
export const isSameNetwork = (a: NetworkSource, b: NetworkSource): boolean =>
  a.kind === 'run'
    ? b.kind === 'run' && a.runId === b.runId && a.step === b.step
    : b.kind === 'untrained' && JSON.stringify(untrainedSource(a)) === JSON.stringify(untrainedSource(b));

/** What the charts show of the runs. */
export interface Charted {
  /** The runs whose curves are drawn, in the order they were chosen. */
  shownIds: string[];
  /** Those in the legend whose curves are switched off. */
  offIds: string[];
  /** The run that is looked at: chosen, or started last; null before there was one. */
  lookedAtId: string | null;
}

/** The run that is spoken of where only one is: the one looked at, else the active, else the last one shown, else the newest. */
export const lookedAt = (
  runs: readonly RunSummary[],
  activeId: string | null,
  { lookedAtId, shownIds }: Charted,
): RunSummary | undefined =>
  [lookedAtId, activeId, shownIds.at(-1)].map((wanted) => runs.find(({ id }) => id === wanted)).find(Boolean) ??
  runs.at(0);

/** Everything a page needs to draw itself from nothing. */
export interface Snapshot {
  data: DataState;
  /** What the form of the Train tab starts from. */
  experiment: Experiment;
  /** Newest first. */
  runs: RunSummary[];
  /** The run that trains or is paused now. */
  activeId: string | null;
  pace: Pace | null;
  charted: Charted;
  /** The series of the runs that the page draws. */
  shown: SentSeries[];
  picked: SampleId[];
  network: NetworkSource;
  /** `experiment`: what the settings ask a new one to start from. */
  settings: { smoothing: number; digitSize: number; experiment: Experiment };
  /** Bytes of memory there are for the thread that trains. */
  memory: number;
}

/** What is told many times a second: a page that is slow gets the latest of it when it has drawn the last. */
export type PacedMessage =
  /**
   * `loss[i]` is the loss of step `firstStep + i` of the active run `id`: every one that the page has not, where it draws
   * the run; of another one the last.
   */
  | {
      type: 'progress';
      id: string;
      firstStep: number;
      loss: Float64Array;
      accuracy: AccuracyPoint[];
      /** Spent in steps so far. */
      seconds: number;
      pace: Pace | null;
    }
  /** How much (0 … 1) of the data is decoded. */
  | { type: 'loading'; fraction: number }
  /** How far what this page asked under `id` is. */
  | Extract<ToRequester<RefusedWhy>, { type: 'taskProgress' }>;

/** What the host's state is, or how it changed. Anything but a snapshot changes the last snapshot. */
export type StateMessage =
  | { type: 'snapshot'; snapshot: Snapshot; tab?: Tab; values?: Values }
  /** There is no snapshot, and why; the page may ask for one once more. */
  | { type: 'unavailable'; message: string }
  | { type: 'runs'; runs: RunSummary[]; activeId: string | null }
  /** The runs that the page draws are `ids`, in their order; `series` are those of them that it did not draw before. */
  | { type: 'shown'; ids: string[]; series: SentSeries[] }
  | { type: 'charted'; charted: Charted }
  | { type: 'data'; data: DataState }
  /** `edit`: the number of the `pick` that this is the echo of; null when no page asked for it. */
  | { type: 'picked'; picked: SampleId[]; edit: number | null }
  /** `edit`: the number of the `setExperiment` that this is the echo of; null when no page asked for it. */
  | { type: 'experiment'; experiment: Experiment; edit: number | null }
  | { type: 'network'; network: NetworkSource }
  | { type: 'settings'; settings: Snapshot['settings'] }
  | { type: 'navigate'; tab: Tab; values?: Values };

/** Host to page. A page that missed something asks for a new snapshot with `ready`. */
export type ToWebview =
  | StateMessage
  /** The page answers with `drawn` when it has drawn these; until then it is told no more of their kind. */
  | { type: 'paced'; messages: PacedMessage[] }
  /** Answers a `ping`. */
  | { type: 'pong' }
  | Extract<ToRequester<RefusedWhy>, { type: 'settled' }>;

/** `place`: the key path of an experiment, or the field, that the error belongs to. */
export interface RefusedWhy {
  message: string;
  place: string;
}

const sampleIds = v.pipe(
  // Before each of them is looked at.
  v.custom<unknown[]>((ids) => Array.isArray(ids) && ids.length <= trainingSamples + testSamples),
  v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(trainingSamples + testSamples - 1))),
  v.maxLength(trainingSamples + testSamples),
);
const runId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));

/** A number by the clock. */
const drawingId = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Sizes of batches that are drawn side by side, and draws of each. */
export const mostSizes = 4;
export const mostDraws = 100_000;

/** Every intent a page may have, by name, with the shape of what it carries. */
export const requestSchemas = {
  /** Checked by `checkExperiment`, so that each fault is answered at its field; without one, what the form holds. */
  train: v.strictObject({ experiment: v.optional(v.unknown()) }),
  pause: v.strictObject({}),
  resume: v.strictObject({}),
  step: v.strictObject({}),
  stop: v.strictObject({}),
  loadData: v.strictObject({}),
  /** The pixels of `ids`, 784 bytes each, in their order. */
  pixels: v.strictObject({ ids: v.pipe(sampleIds, v.maxLength(1000)) }),
  predict: v.strictObject({ ids: v.pipe(sampleIds, v.maxLength(1000)) }),
  /** What the present network makes of all 70,000. */
  predictAll: v.strictObject({}),
  draw: v.strictObject({ seed: v.number(), size: v.number(), replace: v.boolean() }),
  /**
   * Begins a drawing, if it is not begun yet, and waits for more of it than the page has: `had` draws of each series, and
   * the loss over the 60,000 `measured` so far. All of one drawing is of the network that was present when it began; it goes
   * on until it is done, another begins, or this is cancelled.
   */
  batchLosses: v.strictObject({
    drawing: drawingId,
    seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(largestSeed)),
    draws: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostDraws)),
    series: v.pipe(
      v.array(
        v.strictObject({
          size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(trainingSamples)),
          replace: v.boolean(),
          had: v.pipe(v.number(), v.integer(), v.minValue(0)),
        }),
      ),
      v.minLength(1),
      v.maxLength(2 * mostSizes),
    ),
    measured: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  }),
  /** What was drawn in a drawing so far, for a page that was not there then. */
  keptDraws: v.strictObject({ drawing: drawingId }),
  /** Ends a drawing, also when the page waits for nothing of it at the moment. */
  stopDraws: v.strictObject({ drawing: drawingId }),
  /** Numerical gradients beside backpropagation's, at the first step of `experiment`. Checked by `checkExperiment`. */
  gradientCheck: v.strictObject({
    experiment: v.unknown(),
    mistake: v.nullable(v.picklist(mistakes)),
  }),
  /** The last gradient check, and the one that goes on. */
  keptCheck: v.strictObject({}),
  /** The loss on a plane through the weights that a run has now, and its path on it; its steps are taken again for that. */
  landscape: v.strictObject({
    runId,
    plane: v.picklist(planes),
    seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(largestSeed)),
  }),
  /** The last landscape, and the one that is under way. */
  keptLandscape: v.strictObject({}),
  /**
   * The test digits as one of three ways reads them; what it has to learn for that, it learns first, once. `whose` network,
   * where the way is one: the book's that is learnt here, or the present one as far as that is trained.
   */
  readDigits: v.strictObject({ way: v.picklist(ways), whose: v.picklist(owners) }),
  /** What the cross-entropy of a batch costs in either form. */
  lossCost: v.strictObject({ classes: v.picklist(costClasses) }),
  /** The costs measured last, of every number of classes. */
  keptCosts: v.strictObject({}),
  /** Every page is told of it, with `edit`, by which the one that asked knows its own. */
  pick: v.strictObject({ ids: sampleIds, edit: v.number() }),
  /** Looks at a run: it is the one that is spoken of, and its curve is drawn. */
  look: v.strictObject({ runId }),
  /** Draws the curve of a run, or switches it off and leaves it in the legend. */
  setOn: v.strictObject({ runId, isOn: v.boolean() }),
  /** Saves the picture of a chart where the reader says. `png`: base64. */
  savePicture: v.strictObject({ png: v.pipe(v.string(), v.maxLength(64_000_000)) }),
  /** Saves the losses of the runs on the charts as CSV where the reader says. */
  saveLosses: v.strictObject({}),
  /** Puts text on the clipboard, for a page whose browser does not let it. */
  copy: v.strictObject({ text: v.pipe(v.string(), v.maxLength(100_000)) }),
  /** Goes on with a run that ended before it had taken all its steps. */
  resumeRun: v.strictObject({ runId }),
  deleteRun: v.strictObject({ runId }),
  /**
   * What the form holds now, so that the Train command trains what the reader sees. Checked by `checkExperiment`. Every
   * page is told of it, with `edit`, by which the one that asked knows its own.
   */
  setExperiment: v.strictObject({ experiment: v.unknown(), edit: v.number() }),
  /** What is wrong with what the form holds now, so that nothing else is trained in its place; null when that is gone. */
  setFormFault: v.strictObject({ fault: v.nullable(v.pipe(v.string(), v.maxLength(1000))) }),
  /** Saves an experiment file where the reader says, and opens it. Checked by `checkExperiment`. */
  saveExperiment: v.strictObject({ experiment: v.unknown() }),
  /** Opens (or brings to the front) the panel at `tab`; the Live view asks this. */
  open: v.strictObject({ tab: v.picklist(tabs) }),
  openSettings: v.strictObject({}),
} as const;

export type Method = keyof typeof requestSchemas;
export type Params<M extends Method> = v.InferOutput<(typeof requestSchemas)[M]>;

/** What the host keeps of one kind of question: the last answer, and what is being answered. */
export interface KeptAnswer<Asked, Answer> {
  last: { asked: Asked; answer: Answer } | null;
  underWay: Asked | null;
}

/** What each request answers with when it succeeds. */
export interface Results {
  /** null: the reader was asked whether it may take that long, and thought better of it. */
  train: { runId: string | null };
  pause: null;
  resume: null;
  step: null;
  stop: null;
  loadData: null;
  /** (ids, 784) bytes: 0 is paper, 255 is ink. */
  pixels: { pixels: Uint8Array };
  /** y: (ids, 10) probabilities, one row an id; scores: what softmax made them of. */
  predict: { y: Float64Array; scores: Float64Array; network: NetworkSource };
  /**
   * By sample id, of the network as it stood when it was asked.
   * predicted: the digit it reads, 255 where its output is no number; losses: −log(y[label] + 1e-7).
   */
  predictAll: { predicted: Uint8Array; losses: Float64Array; network: NetworkSource };
  /** What `np.random.seed(seed); np.random.choice(60000, size, replace)` draws. */
  draw: { ids: SampleId[] };
  /**
   * losses: of each series those that the page had not, none while the loss over the 60,000, `measured` 0 … 1 of it, is
   * still being taken; then `all` is that loss and `spread` the standard deviation of one sample's. `isOver`: no more come.
   */
  batchLosses: {
    losses: Float64Array[];
    measured: number;
    all: number;
    spread: number;
    network: NetworkSource;
    isOver: boolean;
  };
  /** null where nothing is known of it; `drawn`: from the first draw on, null while the loss over the 60,000 is taken. */
  keptDraws: {
    drawn:
      | (Pick<Results['batchLosses'], 'all' | 'spread' | 'network'> & {
          series: { size: number; replace: boolean; losses: Float64Array }[];
        })
      | null;
  } | null;
  stopDraws: null;
  gradientCheck: GradientCheckResult;
  keptCheck: KeptAnswer<{ experiment: Experiment; mistake: Mistake | null }, GradientCheckResult>;
  landscape: Landscape;
  keptLandscape: KeptAnswer<{ runId: string; plane: Plane; seed: number }, Landscape>;
  /** `network`: the one that was asked; where nothing was trained yet, the reading says what it learnt in its place. */
  readDigits: Reading & { network: NetworkSource };
  /**
   * Of `rows` samples: the bytes of their targets, one-hot as float32 and labels as int32, and the seconds that one loss
   * takes, the least of several.
   */
  lossCost: {
    classes: number;
    rows: number;
    bytes: { oneHot: number; label: number };
    seconds: { oneHot: number; label: number };
  };
  keptCosts: Results['lossCost'][];
  pick: null;
  look: null;
  setOn: null;
  savePicture: null;
  saveLosses: null;
  copy: null;
  setExperiment: null;
  setFormFault: null;
  saveExperiment: null;
  resumeRun: null;
  deleteRun: null;
  open: null;
  openSettings: null;
}

/** Characters of what a page keeps of itself. */
const mostNavigation = 200_000;

const navigation = v.pipe(
  v.record(v.string(), v.unknown()),
  v.check((parts) => JSON.stringify(parts).length <= mostNavigation),
);

/** What a page asks: `params` are checked by the schema of their method. */
const callSchema = v.strictObject({
  method: v.picklist(Object.keys(requestSchemas) as Method[]),
  params: v.unknown(),
});
export type PageCall = v.InferOutput<typeof callSchema>;

const requestId = v.pipe(v.number(), v.integer());

/** Page to host. */
export const fromWebviewSchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  /** Whether anybody is there: a page outlives its host when that is started anew. */
  v.strictObject({ type: v.literal('ping') }),
  /** Where the reader is and what is typed, for the page that takes this one's place. */
  v.strictObject({ type: v.literal('navigation'), navigation }),
  /** The last `paced` messages are on the screen. */
  v.strictObject({ type: v.literal('drawn') }),
  v.strictObject({ type: v.literal('request'), id: requestId, call: callSchema }),
  v.strictObject({ type: v.literal('cancel'), id: requestId }),
]);
export type FromWebview = v.InferOutput<typeof fromWebviewSchema>;
