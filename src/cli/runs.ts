import { stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { BadInput } from '../engine';
import { count, percent, significant } from '../engine/numberText';
import type { Run } from '../runs/run';
import { summariesOf, type RunSummary } from '../runs/runSummary';
import { NodeDirectory } from '../runs/store/nodeDirectory';
import { RunStore } from '../runs/store/runStore';
import { cut, readArguments } from './arguments';
import type { Command } from './command';

/** Opened as the editor opens it, but for making a folder that is not there. */
async function openStore(directory: string): Promise<RunStore> {
  const there = await stat(directory).catch(() => undefined);
  if (!there?.isDirectory()) throw new BadInput('DIR', '{0}: there is no such folder.', [cut(directory)]);
  return RunStore.open(new NodeDirectory(directory));
}

/** JSON has neither NaN nor infinities. */
const orNull = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);

/** What `--json` says of a run: times in milliseconds since 1970, `run` as `train` names it. */
const told = (directory: string, { note, tags, group, endedAt }: Run, summary: RunSummary) => ({
  id: summary.id,
  name: summary.name,
  state: summary.state,
  steps: summary.steps,
  loss: orNull(summary.finalLoss),
  smoothedLoss: orNull(summary.smoothedLoss),
  accuracy: summary.accuracy,
  seconds: summary.seconds,
  createdAt: summary.createdAt,
  endedAt,
  divergedAt: summary.divergedAt,
  message: summary.message,
  note,
  tags,
  group,
  kernels: summary.kernels ?? null,
  experiment: summary.experiment,
  run: join(resolve(directory), summary.id),
});

const started = (createdAt: number) => new Date(createdAt).toISOString().slice(0, 19).replace('T', ' ');

const rowOf = ({ id, name, state, createdAt, steps, experiment, smoothedLoss, finalLoss, accuracy }: RunSummary) => [
  id,
  started(createdAt),
  state,
  `${count(steps)} / ${count(experiment.steps)} steps`,
  finalLoss === null ? '' : `loss ${significant(smoothedLoss ?? finalLoss)}`,
  accuracy ? `test ${percent(accuracy.test)}` : '',
  name,
];

/** Rows with each column as wide as its widest; the last goes on as far as it likes. */
function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows.at(0) ?? []).map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row.map((field, column) => (column < row.length - 1 ? field.padEnd(widths[column]) : field)).join('  '),
  );
}

/** `loss-lab runs`: what a folder of runs has, newest first. */
export const runsCommand: Command = {
  usage: 'runs [DIR] [--json]',
  summary: 'list the runs kept in DIR (runs, unless it is named), newest first, with the smoothed loss; times are UTC',
  async run(words) {
    const { positionals } = readArguments(words, { json: { type: 'boolean' } }, true);
    if (positionals.length > 1) throw new BadInput('DIR', 'Expected one folder, got {0}.', [positionals.length]);
    const directory = positionals.at(0) ?? 'runs';
    const store = await openStore(directory);
    const runs = store.list();
    const byId = new Map(runs.map((run) => [run.id, run]));
    const summaries = summariesOf(runs);
    const newer = store.listNewer().map(({ id, name }) => `${id}  ${name}: made by a newer Loss Lab`);
    const faults = store.faults.map(({ message }) => message);
    await store.close();
    return {
      result: { runs: summaries.map((summary) => told(directory, byId.get(summary.id)!, summary)) },
      text: [...inColumns(summaries.map(rowOf)), ...newer].join('\n') || `no runs in ${directory}`,
      ...(faults.length > 0 && { failure: faults.join('\n') }),
    };
  },
};
