import { expect, test } from 'vitest';
import { defaultExperiment } from '../../../src/runs/experiment';
import type { RunSummary } from '../../../src/runs/run';
import { followed, untrainedSource, type NetworkSource } from '../../../src/shared/pageProtocol';

const runs = ['newest', 'opened', 'going'].map((id) => ({ id }) as RunSummary);
const ofRun = (runId: string): NetworkSource => ({ kind: 'run', runId, step: 1 });
const none = untrainedSource(defaultExperiment);

test.each([
  ['the active one', 'going', ofRun('opened'), 'going'],
  ['else the one that was opened', null, ofRun('opened'), 'opened'],
  ['else the newest', null, none, 'newest'],
  ['the newest where the opened one is gone', null, ofRun('deleted'), 'newest'],
])('the run that is spoken of is %s', (_, activeId, network, id) => {
  expect(followed(runs, activeId, network)?.id).toBe(id);
  expect(followed([], activeId, network)).toBeUndefined();
});
