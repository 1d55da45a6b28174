import { expect, test, vi } from 'vitest';
import { checkExperiment, type Experiment } from '../../../src/runs/experiment/experiment';
import { PresentNetwork } from '../../../src/host/presentNetwork';
import type { RecordedRuns } from '../../../src/host/recordedRuns';
import { isSameNetwork } from '../../../src/shared/pageProtocol';
import type { ThreadClient } from '../../../src/worker/threadClient';

/** The present network of a form, without any run; `asked` grows by every network that the thread is told to use. */
function ofForm(form: { experiment: Experiment }) {
  const asked: unknown[] = [];
  const thread = {
    request: (request: unknown) => {
      asked.push(request);
      return Promise.resolve({ step: null });
    },
  } as unknown as ThreadClient;
  const recorded = { active: undefined, list: () => Promise.resolve([]) } as unknown as RecordedRuns;
  const network = new PresentNetwork(
    thread,
    recorded,
    () => undefined,
    () => form.experiment,
    () => undefined,
  );
  return { network, asked };
}

test('untrained networks are told apart by all that decides them, and only by that', async () => {
  const form = { experiment: checkExperiment({}) };
  const { network, asked } = ofForm(form);
  const first = await network.use();
  expect(first).toEqual(network.source([]));
  for (const [change, isSame] of [
    [{ steps: 7, batch: { size: 5 }, optimizer: { learningRate: 1 } }, true],
    [{ seed: 1 }, false],
    [{ network: { hidden: [20] } }, false],
    [{ network: { activation: 'tanh' } }, false],
    [{ network: { init: { kind: 'normal', std: 1 } } }, false],
    [{ dtype: 'float64' }, false],
  ] as const) {
    form.experiment = checkExperiment(change);
    expect(isSameNetwork(network.source([]), first), JSON.stringify(change)).toBe(isSame);
    expect(isSameNetwork(await network.use(), first)).toBe(isSame);
  }
  expect(asked).toHaveLength(6);
});

test('a run is another network after another step', () => {
  const run = { kind: 'run', runId: 'a', step: 1 } as const;
  expect(isSameNetwork(run, { ...run })).toBe(true);
  expect(isSameNetwork(run, { ...run, step: 2 })).toBe(false);
  expect(isSameNetwork(run, { kind: 'untrained', ...checkExperiment({}) })).toBe(false);
});

/** A run of 10 steps whose process ended after its checkpoint of step 7, and another that ended well. */
function ofRuns() {
  const experiment = checkExperiment({});
  const runs = ['cut', 'whole'].map((id) => ({ id, experiment, steps: 10 }));
  const answered: string[] = [];
  let wanted = 'cut';
  const thread = {
    request: ({ checkpoint }: { checkpoint: string }) => {
      answered.push(checkpoint);
      return Promise.resolve({ step: checkpoint === 'cut' ? 7 : 10 });
    },
  } as unknown as ThreadClient;
  const store = {
    // The first takes the longest.
    checkpoint: (id: string) => new Promise((resolve) => setTimeout(() => resolve(id), id === 'cut' ? 20 : 0)),
  };
  const recorded = {
    active: undefined,
    list: () => Promise.resolve(runs),
    store: () => Promise.resolve(store),
  } as unknown as RecordedRuns;
  let others = 0;
  const network = new PresentNetwork(
    thread,
    recorded,
    (all) => all.find(({ id }) => id === wanted),
    () => experiment,
    () => others++,
  );
  return { network, runs: runs as never, answered, want: (id: string) => (wanted = id), others: () => others };
}

test('a run that was cut short answers with its last checkpoint, and says so', async () => {
  const { network, runs, others } = ofRuns();
  expect(network.source(runs)).toMatchObject({ step: 10 });
  expect(await network.use()).toEqual({ kind: 'run', runId: 'cut', step: 7 });
  expect(network.source(runs)).toMatchObject({ step: 7 });
  expect(others()).toBe(1);
});

test('of two that are asked for at once the later is the one that stays', async () => {
  const { network, answered, want } = ofRuns();
  const first = network.use();
  await Promise.resolve();
  want('whole');
  const second = network.use();
  expect([(await first).kind, await second]).toEqual(['run', { kind: 'run', runId: 'whole', step: 10 }]);
  expect(answered.at(-1)).toBe('whole');
});

test('a run that begins while a network is handed to the thread is the one that the thread holds', async () => {
  const { network, asked } = ofForm({ experiment: checkExperiment({}) });
  const using = network.use();
  await vi.waitFor(() => {
    expect(asked).toHaveLength(1);
  });
  network.isTrainedBy('new');
  await using;
  await network.use();
  expect(asked).toHaveLength(2);
});
