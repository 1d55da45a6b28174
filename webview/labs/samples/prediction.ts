import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { classes } from '../../../src/data/mnistShape';
import type { NetworkSource, SampleId } from '../../../src/shared/pageProtocol';
import { count } from '../../text/format';
import { request } from '../../host/requests';
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

/** The present network's output for `ids`; asked for anew whenever the network changes. */
export function usePrediction(ids: readonly SampleId[], visible: boolean): Awaited {
  const answer = useSignal<Awaited>(null);
  // A run in training is asked when it begins, when it is paused and when it is over.
  const { state, steps } = activeRun.value ?? { state: null, steps: null };
  const source = JSON.stringify([network.value, activeId.value, state === 'paused' && steps]);
  const key = ids.join();
  useEffect(() => {
    if (!visible || ids.length === 0 || data.value.state === 'failed') return undefined;
    let current = true;
    request('predict', { ids: [...ids] }).then(
      (result) => {
        if (current) answer.value = { prediction: { ids, ...result } };
      },
      (error: unknown) => {
        if (current) answer.value = { failure: error instanceof Error ? error.message : String(error) };
      },
    );
    return () => {
      current = false;
    };
  }, [key, source, visible]);
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
  return l10n.t('{0}, after {1} steps', nameOfId(source.runId), count(source.step));
}
