import { expect, test, vi } from 'vitest';
import { checkExperiment } from '../../../src/runs/experiment/experiment';
import { runName } from '../../../src/runs/naming/runName';
import { nameOf, nameOfId } from '../../../webview/text/runNames';
import { networkName } from '../../../webview/labs/samples/prediction';
import { runs } from '../../../webview/host/state';

vi.hoisted(() => vi.stubGlobal('document', { documentElement: { lang: 'en' } }));
vi.mock('../../../webview/host/requests', () => ({ request: () => Promise.resolve(), onForget: () => undefined }));
vi.mock('../../../webview/digits/digits', () => ({}));

test('a network is called what its run is called everywhere else, and by its id when that is deleted', () => {
  const [run, other] = [0.1, 0.5].map((learningRate, i) => {
    const experiment = checkExperiment({ optimizer: { learningRate } });
    return { id: 'ab'[i], name: runName(experiment), experiment } as (typeof runs.value)[number];
  });
  runs.value = [run, other];
  expect(nameOf(run)).toBe(run.name);
  expect(nameOfId('a')).toBe(nameOf(run));
  expect(networkName({ kind: 'run', runId: 'a', step: 300 })).toBe(`“${nameOf(run)}”, after 300 steps`);
  expect(nameOfId('gone')).toBe('gone');
});
