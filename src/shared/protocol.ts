import * as v from 'valibot';
import type { Experiment } from '../runs/experiment';
import type { GradientCheckResult } from '../engine';
import type { AccuracyPoint, RunSeries, RunSummary } from '../runs/run';

/** The tabs of the panel, in their order. */
export const tabs = ['train', 'samples', 'loss', 'batch', 'derivative', 'check'] as const;
export type Tab = (typeof tabs)[number];

/** What a tab is to show, when whoever opens it has something in mind: the walkthrough's links carry this. */
export const valuesSchema = v.partial(
  v.strictObject({
    /** Loss: where y comes from. */
    source: v.picklist(['picked', 'example1', 'example2', 'typed']),
    /** Derivative: what stands in its fields. */
    derivative: v.strictObject({ f: v.string(), x: v.string(), h: v.string() }),
    /** Gradient check: what is wrong with backpropagation. */
    mistake: v.picklist(['wrongSign', 'missingMean', 'otherActivation']),
  }),
);
export type Values = v.InferOutput<typeof valuesSchema>;

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

/** Which network answers `predict`: a run's, or the untrained one the experiment in the form would start from. */
export type NetworkSource = { kind: 'run'; runId: string; step: number } | { kind: 'untrained'; seed: number };

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
  /** The series of the runs that the charts show, in the order they were chosen. */
  shown: RunSeries[];
  picked: SampleId[];
  network: NetworkSource;
  settings: { smoothing: number; digitSize: number };
}

/** Host to page. Anything but a snapshot changes the last snapshot; a page that missed one asks for a new one with `ready`. */
export type ToWebview =
  | { type: 'snapshot'; snapshot: Snapshot; tab?: Tab; values?: Values }
  /** `loss[i]` is the loss of step `firstStep + i` of run `id`, which is one of `shown`. */
  | {
      type: 'progress';
      id: string;
      firstStep: number;
      loss: Float64Array;
      accuracy: AccuracyPoint[];
      /** Spent in steps so far. */
      seconds: number;
      pace: Pace;
    }
  | { type: 'runs'; runs: RunSummary[]; activeId: string | null }
  | { type: 'shown'; shown: RunSeries[] }
  | { type: 'data'; data: DataState }
  | { type: 'picked'; picked: SampleId[] }
  | { type: 'experiment'; experiment: Experiment }
  | { type: 'network'; network: NetworkSource }
  | { type: 'settings'; settings: Snapshot['settings'] }
  /** How much (0 … 1) of a gradient check is done. */
  | { type: 'checking'; fraction: number }
  | { type: 'navigate'; tab: Tab; values?: Values }
  | { type: 'settled'; id: number; result: Settled };

/** `place`: the key path of an experiment, or the field, that the error belongs to. */
export type Settled = { ok: true; value: unknown } | { ok: false; error: { message: string; place: string } };

const sampleIds = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(69_999))),
  v.maxLength(70_000),
);
const runId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,64}$/));

/** Every intent a page may have, by name, with the shape of what it carries. */
export const requestSchemas = {
  /** Checked by `checkExperiment`, so that each fault is answered at its field. */
  train: v.strictObject({ experiment: v.unknown() }),
  pause: v.strictObject({}),
  resume: v.strictObject({}),
  step: v.strictObject({}),
  stop: v.strictObject({}),
  loadData: v.strictObject({}),
  /** The pixels of `ids`, 784 bytes each, in their order. */
  pixels: v.strictObject({ ids: v.pipe(sampleIds, v.maxLength(1000)) }),
  predict: v.strictObject({ ids: v.pipe(sampleIds, v.maxLength(1000)) }),
  draw: v.strictObject({ seed: v.number(), size: v.number(), replace: v.boolean() }),
  /** The losses of batches `first` … `first + count` of a stream of draws, under the present network. */
  batchLosses: v.strictObject({
    seed: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 32 - 1)),
    size: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60_000)),
    replace: v.boolean(),
    first: v.pipe(v.number(), v.integer(), v.minValue(0)),
    count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)),
  }),
  /** Numerical gradients beside backpropagation's, at the first step of `experiment`. Checked by `checkExperiment`. */
  gradientCheck: v.strictObject({
    experiment: v.unknown(),
    mistake: v.nullable(v.picklist(['wrongSign', 'missingMean', 'otherActivation'])),
  }),
  stopCheck: v.strictObject({}),
  pick: v.strictObject({ ids: sampleIds }),
  show: v.strictObject({ runIds: v.array(runId) }),
  deleteRun: v.strictObject({ runId }),
  /** What the form holds now, so that the Train command trains what the reader sees. Checked by `checkExperiment`. */
  setExperiment: v.strictObject({ experiment: v.unknown() }),
  /** Opens (or brings to the front) the panel at `tab`; the Live view asks this. */
  open: v.strictObject({ tab: v.picklist(tabs) }),
  openSettings: v.strictObject({}),
} as const;

export type Method = keyof typeof requestSchemas;
export type Params<M extends Method> = v.InferOutput<(typeof requestSchemas)[M]>;

/** What each request answers with when it succeeds. */
export interface Results {
  train: { runId: string };
  pause: null;
  resume: null;
  step: null;
  stop: null;
  loadData: null;
  /** (ids, 784) bytes: 0 is paper, 255 is ink. */
  pixels: { pixels: Uint8Array };
  /** y: (ids, 10) probabilities, one row an id. */
  predict: { y: Float64Array; network: NetworkSource };
  /** What `np.random.seed(seed); np.random.choice(60000, size, replace)` draws. */
  draw: { ids: SampleId[] };
  /** losses: (count,); `all`: over the 60,000; `spread`: the standard deviation of one sample's loss. */
  batchLosses: { losses: Float64Array; all: number; spread: number; network: NetworkSource };
  gradientCheck: GradientCheckResult;
  stopCheck: null;
  pick: null;
  show: null;
  setExperiment: null;
  deleteRun: null;
  open: null;
  openSettings: null;
}

/** Page to host. `id` numbers the request that a `settled` answers. */
export const fromWebviewSchema = v.variant('type', [
  v.strictObject({ type: v.literal('ready') }),
  v.strictObject({
    type: v.literal('request'),
    id: v.pipe(v.number(), v.integer()),
    method: v.picklist(Object.keys(requestSchemas) as Method[]),
    params: v.unknown(),
  }),
]);
export type FromWebview = v.InferOutput<typeof fromWebviewSchema>;
