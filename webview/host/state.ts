import { batch, computed, signal } from '@preact/signals';
import type { RunSummary } from '../../src/runs/run';
import { digitSizes } from '../../src/shared/digitSize';
import { LossRecord, type SentSeries } from '../../src/shared/lossRecord';
import {
  lookedAt,
  untrainedSource,
  type Charted,
  type DataState,
  type NetworkSource,
  type Pace,
  type SampleId,
  type Snapshot,
} from '../../src/shared/pageProtocol';
import { defaultExperiment, type Experiment } from '../../src/runs/experiment/experiment';
import type { Told } from './requests';

/** The page's copy of what the host owns. Only `receive` writes it. */
export const data = signal<DataState>({ state: 'absent' });
export const experiment = signal<Experiment>(defaultExperiment);
/**
 * Which telling of a form the experiment is the echo of; null when the host puts another in the form, undefined when it
 * tells a page that is new what is in it. Changes before the experiment does.
 */
export const experimentEdit = signal<number | null | undefined>(undefined);
export const runs = signal<RunSummary[]>([]);
export const activeId = signal<string | null>(null);
export const pace = signal<Pace | null>(null);
/** What the charts show of the runs. */
export const charted = signal<Charted>({ shownIds: [], offIds: [], lookedAtId: null });
/** The series of the runs that the page draws; each grows in place. */
export const shown = signal<LossRecord[]>([]);
/** Counts changes inside `shown`'s series, so that charts redraw without copying them. */
export const seriesVersion = signal(0);
export const picked = signal<SampleId[]>([]);
export const network = signal<NetworkSource>(untrainedSource(defaultExperiment));
export const settings = signal<Snapshot['settings']>({
  smoothing: 0.97,
  digitSize: digitSizes.usual,
  experiment: defaultExperiment,
});
/** Bytes of memory there are for a network. */
export const memory = signal<Snapshot['memory']>(Infinity);
/** Why there is no snapshot; null where nothing is known to be wrong. */
export const unavailable = signal<string | null>(null);
/** False until the first snapshot is there. */
export const connected = signal(false);

export const activeRun = computed(() => runs.value.find((run) => run.id === activeId.value) ?? null);

/** The run that is spoken of where only one is. */
export const lookedAtRun = computed(() => lookedAt(runs.value, activeId.value, charted.value) ?? null);

/** The network that would answer now: a run's in training as it stands this moment. */
export const presentNetwork = computed<NetworkSource>(() => {
  const run = activeRun.value;
  return run ? { kind: 'run', runId: run.id, step: run.steps } : network.value;
});

/** The number of the page's own last pick. */
let lastPick = 0;

/** Picks at once what the host is told of next. @returns the number that its echo comes back with. */
export function pickHere(ids: SampleId[]): number {
  picked.value = ids;
  // By the clock: the host may still answer a page that was here before.
  return (lastPick = Math.max(Date.now(), lastPick + 1));
}

const recordOf = (series: SentSeries) => new LossRecord(series.id, series);

/**
 * Applies what the host tells, together. Where the page is to go is the page's own.
 * @returns whether steps are missing between those that are here and those that were told.
 */
export const receive = (...messages: readonly Told[]): boolean =>
  batch(() => messages.filter((message) => apply(message) === 'gap').length > 0);

function apply(message: Told): 'gap' | undefined {
  switch (message.type) {
    case 'snapshot': {
      const { snapshot } = message;
      data.value = snapshot.data;
      experimentEdit.value = undefined;
      experiment.value = snapshot.experiment;
      runs.value = snapshot.runs;
      activeId.value = snapshot.activeId;
      pace.value = snapshot.pace;
      charted.value = snapshot.charted;
      shown.value = snapshot.shown.map(recordOf);
      picked.value = snapshot.picked;
      network.value = snapshot.network;
      settings.value = snapshot.settings;
      memory.value = snapshot.memory;
      seriesVersion.value++;
      unavailable.value = null;
      connected.value = true;
      return;
    }
    case 'unavailable':
      unavailable.value = message.message;
      return;
    case 'progress': {
      runs.value = runs.value.map((summary) =>
        summary.id === message.id
          ? {
              ...summary,
              steps: message.firstStep + message.loss.length,
              seconds: message.seconds,
              finalLoss: message.loss.at(-1) ?? summary.finalLoss,
              accuracy: message.accuracy.at(-1) ?? summary.accuracy,
            }
          : summary,
      );
      // It may have ended meanwhile: a slow page is told of its last steps late.
      if (activeId.value === message.id) pace.value = message.pace;
      const run = shown.value.find(({ id }) => id === message.id);
      if (!run) return;
      // A message was lost; the next snapshot brings what is missing.
      if (message.firstStep > run.loss.length) return 'gap';
      run.append(message.firstStep, message.loss, message.accuracy);
      seriesVersion.value++;
      return;
    }
    case 'runs':
      runs.value = message.runs;
      activeId.value = message.activeId;
      if (message.activeId === null) pace.value = null;
      return;
    case 'shown':
      shown.value = message.ids.flatMap((id) => {
        const sent = message.series.find((series) => series.id === id);
        return sent ? recordOf(sent) : (shown.peek().find((run) => run.id === id) ?? []);
      });
      seriesVersion.value++;
      return;
    case 'charted':
      charted.value = message.charted;
      return;
    case 'data':
      data.value = message.data;
      return;
    case 'picked':
      // The echo of an earlier pick is late: what was picked since is on its way already.
      if (message.edit === null || message.edit === lastPick) picked.value = message.picked;
      return;
    case 'experiment':
      experimentEdit.value = message.edit;
      experiment.value = message.experiment;
      return;
    case 'network':
      network.value = message.network;
      return;
    case 'loading':
      data.value = { state: 'loading', fraction: message.fraction };
      return;
    case 'settings':
      settings.value = message.settings;
      return;
  }
}
