import { createInterface } from 'node:readline';
import { loadMnist } from '../../../src/data/mnist';
import {
  crossEntropyError,
  GradientChecker,
  oneHot,
  RandomState,
  Trainer,
  type Samples,
  type Target,
} from '../../../src/engine';
import { fastestLearner, fastestKernels } from '../../../src/kernels';
import { checkExperiment } from '../../../src/runs/experiment/experiment';
import { openedStore, readSeries } from './store';

interface Request {
  work: string;
  data: string;
  hidden: number[];
  dtype: 'float32' | 'float64';
  batch: number;
  steps: number;
  classes: number;
  rows: number;
  form: string;
  runs: number;
  isWarmUp?: boolean;
}
interface Answer {
  seconds?: number;
  note?: string;
  host?: string;
  error?: string;
}

let loaded: { train: Samples; test: Samples } | undefined;
const trainers = new Map<string, Trainer>();

const timed = (work: () => unknown): number => {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
};

/** Seconds that `work` takes on average, done until half a second is over: a turn is not one short moment's luck. */
function repeated(work: () => void): number {
  let seconds = 0;
  let times = 0;
  for (; seconds < 0.5; times++) seconds += timed(work);
  return seconds / times;
}

/** One that has run an epoch before, so that its compiled code is the one that a run of any length mostly runs on. */
function trainerOf({ hidden, dtype, batch }: Request, { train, test }: { train: Samples; test: Samples }): Trainer {
  const key = JSON.stringify([hidden, dtype, batch, test.count]);
  const known = trainers.get(key);
  if (known) return known;
  const experiment = checkExperiment({ network: { hidden }, dtype, batch: { size: batch }, steps: 100_000_000 });
  const trainer = new Trainer(experiment, train, test, fastestLearner);
  trainers.clear();
  trainers.set(key, trainer);
  return trainer;
}

function accuracy(trainer: Trainer): void {
  const slices = trainer.evaluate();
  while (!slices.next().done);
}

function crossEntropy({ classes, rows, form, isWarmUp }: Request): Answer {
  const random = new RandomState(0);
  const y = Float64Array.from(random.randomSample(rows * classes), (value) => value / classes);
  const label = Int32Array.from({ length: rows }, (_, n) => (n * 7919) % classes);
  const target: Target = form === 'label' ? { form: 'label', label } : { form: 'oneHot', t: oneHot(label, classes) };
  const bytes = target.form === 'label' ? label.byteLength : 8 * rows * classes;
  const repeats = isWarmUp
    ? 10
    : Math.max(1, Math.floor((form === 'label' ? 1e5 : 1e7) / (form === 'label' ? rows : rows * classes)));
  const seconds = timed(() => {
    for (let i = 0; i < repeats; i++) crossEntropyError(y, target, { classes });
  });
  return { seconds: seconds / repeats, note: `target of ${classes} classes, ${form}: ${bytes} bytes in Loss Lab` };
}

async function answer(request: Request): Promise<Answer> {
  const { work, data, steps } = request;
  if (work === 'hello') return { host: `Node ${process.versions.node}, kernels: ${fastestKernels()}, one thread` };
  if (work === 'decode') {
    const start = performance.now();
    await loadMnist(data);
    return { seconds: (performance.now() - start) / 1000 };
  }
  if (work === 'crossEntropy') return crossEntropy(request);
  if (work === 'openStore') return { seconds: await openedStore(request.runs) };
  if (work === 'readSeries') return { seconds: await readSeries(steps) };
  loaded ??= await loadMnist(data);
  const { train, test } = loaded;
  if (work === 'epoch') {
    const trainer = trainerOf(request, loaded);
    return {
      seconds: repeated(() => {
        for (let step = 0; step < steps; step++) trainer.step();
      }),
    };
  }
  if (work === 'evaluate') {
    const trainer = trainerOf({ ...request, batch: 100 }, { train, test: { ...test, count: 0 } });
    return { seconds: timed(() => accuracy(trainer)) };
  }
  if (work === 'numericalGradient') {
    const { hidden, batch } = request;
    const experiment = checkExperiment({ network: { hidden }, batch: { size: batch }, dtype: 'float64' });
    const checker = GradientChecker.of(experiment, train);
    return {
      seconds: repeated(() => {
        const slices = checker.numericalInSlices();
        while (!slices.next().done);
      }),
    };
  }
  return { error: `cannot do ${work}` };
}

createInterface({ input: process.stdin }).on('line', (line) => {
  answer(JSON.parse(line) as Request).then(
    (result) => console.log(JSON.stringify(result)),
    (error: unknown) => console.log(JSON.stringify({ error: String(error) })),
  );
});
