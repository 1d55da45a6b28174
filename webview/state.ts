import { computed, signal } from '@preact/signals';
import type { AccuracyPoint, RunSummary } from '../src/runs/run';
import type { DataState, NetworkSource, Pace, SampleId, Snapshot, ToWebview, Values } from '../src/shared/protocol';
import { defaultExperiment, type Experiment } from '../src/runs/experiment';

/** A run on the charts. `loss` grows in place; `version` changes whenever it did. */
export interface ShownRun {
  id: string;
  loss: number[];
  accuracy: AccuracyPoint[];
}

/** The page's copy of what the host owns. Only `receive` writes it. */
export const data = signal<DataState>({ state: 'absent' });
export const experiment = signal<Experiment>(defaultExperiment);
export const runs = signal<RunSummary[]>([]);
export const activeId = signal<string | null>(null);
export const pace = signal<Pace | null>(null);
export const shown = signal<ShownRun[]>([]);
/** Counts changes inside `shown`'s series, so that charts redraw without copying them. */
export const seriesVersion = signal(0);
export const picked = signal<SampleId[]>([]);
export const network = signal<NetworkSource>({ kind: 'untrained', seed: 0 });
export const settings = signal<Snapshot['settings']>({ smoothing: 0.97, digitSize: 36 });
/** What whoever opened a tab wants to see there; null when nothing in particular. */
export const visit = signal<Values | null>(null);
/** How much of a gradient check is done; null while none goes on. */
export const checking = signal<number | null>(null);
/** False until the first snapshot is there. */
export const connected = signal(false);

export const activeRun = computed(() => runs.value.find((run) => run.id === activeId.value) ?? null);

const grown = ({ id, loss, accuracy }: Snapshot['shown'][number]): ShownRun => ({
  id,
  loss: Array.from(loss),
  accuracy: [...accuracy],
});

/** Applies one message of the host. */
export function receive(message: Exclude<ToWebview, { type: 'settled' | 'navigate' }>): void {
  switch (message.type) {
    case 'snapshot': {
      const { snapshot } = message;
      data.value = snapshot.data;
      experiment.value = snapshot.experiment;
      runs.value = snapshot.runs;
      activeId.value = snapshot.activeId;
      pace.value = snapshot.pace;
      shown.value = snapshot.shown.map(grown);
      picked.value = snapshot.picked;
      network.value = snapshot.network;
      settings.value = snapshot.settings;
      seriesVersion.value++;
      connected.value = true;
      return;
    }
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
      pace.value = message.pace;
      const run = shown.value.find(({ id }) => id === message.id);
      // A gap means that a message was lost; the next snapshot brings what is missing.
      if (!run || message.firstStep > run.loss.length) return;
      run.loss.length = message.firstStep;
      for (const loss of message.loss) run.loss.push(loss);
      const last = run.accuracy.at(-1)?.step ?? -1;
      run.accuracy.push(...message.accuracy.filter(({ step }) => step > last));
      seriesVersion.value++;
      return;
    }
    case 'runs':
      runs.value = message.runs;
      activeId.value = message.activeId;
      if (message.activeId === null) pace.value = null;
      return;
    case 'shown':
      shown.value = message.shown.map(grown);
      seriesVersion.value++;
      return;
    case 'data':
      data.value = message.data;
      return;
    case 'picked':
      picked.value = message.picked;
      return;
    case 'experiment':
      experiment.value = message.experiment;
      return;
    case 'network':
      network.value = message.network;
      return;
    case 'checking':
      checking.value = message.fraction;
      return;
    case 'settings':
      settings.value = message.settings;
      return;
  }
}
