import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { classes } from '../../../src/data/mnistShape';
import type { NetworkSource, SampleId } from '../../../src/shared/pageProtocol';
import { count } from '../../text/format';
import { onForget, request } from '../../host/requests';
import { nameOfId } from '../../text/runNames';
import { activeId, activeRun, data, network, runs } from '../../host/state';

export interface Prediction {
  ids: readonly SampleId[];
  /** (ids, 10) probabilities. */
  y: Float64Array;
  /** (ids, 10): what softmax made y of. */
  scores: Float64Array;
  network: NetworkSource;
}

/** What a prediction comes to be: there, refused in a sentence, or still on its way. */
export type Awaited = { prediction: Prediction } | { failure: string } | null;

/** The latest answers by the digits they are of, for a tab that is shown again: what is asked anew takes their place. */
const answers = new Map<string, Awaited>();
const mostKept = 4;
for (const tab of ['samples', 'loss'] as const) onForget(tab, () => answers.clear());

function keep(key: string, answer: Awaited): void {
  answers.delete(key);
  answers.set(key, answer);
  const [oldest] = answers.keys();
  if (answers.size > mostKept) answers.delete(oldest);
}

/** The present network's output for `ids`; asked for anew whenever the network changes. */
export function usePrediction(ids: readonly SampleId[]): Awaited {
  const key = ids.join();
  const answer = useSignal<Awaited>(answers.get(key) ?? null);
  // A run in training is asked when it begins, when it is paused and when it is over.
  const { state, steps } = activeRun.value ?? { state: null, steps: null };
  const source = JSON.stringify([network.value, activeId.value, state === 'paused' && steps]);
  useEffect(() => {
    if (ids.length === 0 || data.value.state === 'failed') return undefined;
    let current = true;
    request('predict', { ids: [...ids] }).then(
      (result) => {
        if (!current) return;
        answer.value = { prediction: { ids, ...result } };
        keep(key, answer.value);
      },
      (error: unknown) => {
        if (current) answer.value = { failure: error instanceof Error ? error.message : String(error) };
      },
    );
    return () => {
      current = false;
    };
  }, [key, source]);
  const there = answer.value;
  return there && 'prediction' in there && there.prediction.ids.join() !== key ? null : there;
}

/** One sample's row of y. */
export const rowOf = (y: Float64Array, row: number) => Array.from(y.subarray(row * classes, (row + 1) * classes));

/** The digit of the largest output; −1 where they are no numbers. */
export const argmax = (row: readonly number[]) => row.indexOf(Math.max(...row));

/** What a network computes in; undefined of a run that was deleted meanwhile. */
export const dtypeOf = (source: NetworkSource) =>
  source.kind === 'untrained' ? source.dtype : runs.value.find(({ id }) => id === source.runId)?.experiment.dtype;

/** Which network it was, in words. */
export function networkName(source: NetworkSource): string {
  if (source.kind === 'untrained') return l10n.t('untrained network, seed {0}', source.seed);
  return l10n.t('“{0}”, after {1} steps', nameOfId(source.runId), count(source.step));
}
