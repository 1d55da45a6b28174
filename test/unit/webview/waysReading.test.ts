import { beforeEach, expect, test, vi } from 'vitest';
import { ways, type Owner } from '../../../src/engine';
import { defaultExperiment } from '../../../src/runs/experiment/experiment';
import { untrainedSource, type NetworkSource } from '../../../src/shared/pageProtocol';
import { choose, isOld, keepUp, known, owner, readings, readingWays } from '../../../webview/labs/ways/reading';
import { activeId, network, runs } from '../../../webview/host/state';

/** What the host was asked; it answers at once, with the network that is present. */
const asked: string[] = [];
vi.mock('../../../webview/host/requests', async () =>
  (await import('./requestsMock')).requestsOf({
    answer: (method, { way, whose }: { way?: string; whose?: Owner }) => {
      asked.push(way === 'network' ? `${whose} network` : (way ?? method));
      const steps = way === 'network' && (whose === 'lab' || network.value.kind === 'untrained') ? 10_000 : null;
      return Promise.resolve({ said: new Uint8Array(), y: null, branch: null, steps, network: network.value });
    },
  }),
);

const run = (step: number): NetworkSource => ({ kind: 'run', runId: 'a', step });
const settled = () => new Promise((resolve) => setTimeout(resolve));

beforeEach(async () => {
  network.value = untrainedSource(defaultExperiment);
  runs.value = [];
  activeId.value = null;
  known.value = {};
  choose('lab');
  await settled();
  expect(asked.splice(0)).toEqual([...ways.slice(0, 2), 'lab network']);
});

test('the page’s own network is shown, whatever is trained, until the reader chooses theirs; then nothing is asked twice', async () => {
  network.value = run(600);
  keepUp();
  expect([isOld.value, owner.value, readings.value.network?.steps]).toEqual([false, 'lab', 10_000]);
  expect(asked).toEqual([]);
  choose('reader');
  expect(readings.value.network).toBeUndefined();
  await settled();
  expect(readings.value.network).toMatchObject({ steps: null, network: run(600) });
  choose('lab');
  expect(readings.value.network?.steps).toBe(10_000);
  choose('reader');
  expect(asked.splice(0)).toEqual(['reader network']);
});

test('the reader’s network reads anew when it was trained on, and gives way when there is none any more', async () => {
  network.value = run(600);
  choose('reader');
  await settled();
  network.value = run(700);
  expect(isOld.value).toBe(true);
  keepUp();
  await settled();
  expect(readings.value.network?.network).toEqual(run(700));
  expect(asked.splice(0)).toEqual(['reader network', 'reader network']);
  network.value = untrainedSource({ ...defaultExperiment, seed: 7 });
  expect([isOld.value, readings.value.network?.steps]).toEqual([false, 10_000]);
  keepUp();
  expect(asked).toEqual([]);
});

test('a choice while a reading goes on is what is read next', async () => {
  known.value = {};
  network.value = run(600);
  keepUp();
  choose('reader');
  await settled();
  expect(asked.splice(0).at(-1)).toBe('reader network');
  expect(readings.value.network?.steps).toBeNull();
});

test('a run in training is asked when it is over, and nobody after a stop', async () => {
  network.value = run(1);
  choose('reader');
  await settled();
  asked.length = 0;
  activeId.value = 'a';
  runs.value = [{ id: 'a', steps: 5 } as (typeof runs.value)[number]];
  expect(isOld.value).toBe(true);
  keepUp();
  expect(asked).toEqual([]);
  activeId.value = null;
  network.value = run(9);
  keepUp();
  await settled();
  expect(asked.splice(0)).toEqual(['reader network']);
  network.value = run(10);
  readingWays.stop();
  asked.length = 0;
  keepUp();
  expect(asked).toEqual([]);
});
