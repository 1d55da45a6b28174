import { join, resolve } from 'node:path';
import { BadInput, Trainer, type Accuracies } from '../engine';
import { loadMnist } from '../data/mnist';
import { batchFault } from '../runs/experiment';
import { RunStore } from '../runs/runStore';
import { readArguments } from './arguments';
import type { Command } from './command';
import { progressLine } from './progressLine';
import { readExperiment } from './settings';

/** Losses written to the disk at a time, when a run is kept. */
const flushMs = 500;

/** Runs a sliced evaluation through. */
function accuraciesOf(trainer: Trainer): Accuracies {
  const slices = trainer.evaluate();
  let slice = slices.next();
  while (!slice.done) slice = slices.next();
  return slice.value;
}

/** Keeps what is recorded as it comes, so that a run cut short has everything up to then. */
async function recorder(directory: string | undefined, experiment: Awaited<ReturnType<typeof readExperiment>>) {
  if (directory === undefined) return undefined;
  const store = await RunStore.open(resolve(directory));
  const run = await store.create(experiment);
  return { store, id: run.id, folder: join(resolve(directory), run.id) };
}

/**
 * `loss-lab train`: the experiment of FILE, start to end.
 * A loss that is not finite is printed as null, JSON having no NaN; the run ends there, as it does in the editor.
 */
export const trainCommand: Command = {
  usage: 'train [FILE] [--set key.path=value …] [--runs DIR] [--json]',
  summary: 'train an experiment (NAME.losslab.json; without one, the book’s network)',
  async run(words) {
    const { values, positionals } = readArguments(
      words,
      { set: { type: 'string', multiple: true, default: [] }, runs: { type: 'string' }, json: { type: 'boolean' } },
      true,
    );
    if (positionals.length > 1)
      throw new BadInput('FILE', 'Expected one experiment file, got {0}.', [positionals.length]);
    const experiment = await readExperiment(positionals[0], values.set);
    const { train, test } = await loadMnist(join(__dirname, '..', 'media', 'mnist'));
    const fault = batchFault(experiment, train.count);
    if (fault) throw fault;

    const trainer = new Trainer(experiment, train, test);
    const kept = await recorder(values.runs, experiment);
    const line = progressLine(experiment.steps);
    const loss: number[] = [];
    const accuracy: Accuracies[] = [];
    let seconds = 0;
    let flushed = { steps: 0, accuracies: 0, at: performance.now() };
    const stopping = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort());

    const flush = async () => {
      if (!kept) return;
      const fresh = Float64Array.from(loss.slice(flushed.steps));
      await kept.store.append(kept.id, flushed.steps, fresh, accuracy.slice(flushed.accuracies), seconds);
      flushed = { steps: loss.length, accuracies: accuracy.length, at: performance.now() };
    };

    while (!trainer.done && !stopping.signal.aborted && trainer.divergedAt === null) {
      const before = performance.now();
      const step = trainer.step();
      seconds += (performance.now() - before) / 1000;
      loss.push(step.loss);
      if (step.evaluationDue) accuracy.push(accuraciesOf(trainer));
      line.show(loss.length, step.loss);
      if (performance.now() - flushed.at < flushMs) continue;
      await flush();
      // Lets a signal through.
      await new Promise((resume) => setImmediate(resume));
    }
    line.clear();
    const state = trainer.divergedAt !== null ? 'diverged' : trainer.done ? 'done' : 'stopped';
    if (kept) {
      await flush();
      await kept.store.keepCheckpoint(kept.id, trainer.checkpoint());
      await kept.store.finish(kept.id, { state, divergedAt: trainer.divergedAt });
      await kept.store.close();
    }
    const result = { loss, accuracy, seconds, run: kept?.folder ?? null };
    return { result, text: summary(state, result, trainer.divergedAt) };
  },
};

function summary(
  state: string,
  { loss, accuracy, seconds, run }: { loss: number[]; accuracy: Accuracies[]; seconds: number; run: string | null },
  divergedAt: number | null,
): string {
  const percent = (share: number) => `${(100 * share).toFixed(2)} %`;
  return [
    `${state}${divergedAt === null ? '' : ` at step ${divergedAt}: the loss is not finite, try a smaller learning rate`}`,
    `${loss.length} steps in ${seconds.toFixed(2)} s, last loss ${loss.at(-1) ?? 'none'}`,
    ...accuracy.map(({ step, train, test }) => `after step ${step}: training ${percent(train)}, test ${percent(test)}`),
    ...(run ? [`kept in ${run}`] : []),
  ].join('\n');
}
