import { expect, test } from 'vitest';
import type { RunSummary } from '../../../src/runs/run';
import { lookedAt, type Charted } from '../../../src/shared/pageProtocol';

const runs = ['newest', 'shown', 'looked', 'going'].map((id) => ({ id }) as RunSummary);
const charted = (lookedAtId: string | null, ...shownIds: string[]): Charted => ({ shownIds, offIds: [], lookedAtId });

test.each([
  ['the one looked at, though another is active', 'going', charted('looked', 'shown', 'going'), 'looked'],
  ['else the active one', 'going', charted(null, 'shown'), 'going'],
  ['else the last one shown', null, charted('deleted', 'looked', 'shown'), 'shown'],
  ['else the newest', null, charted('deleted', 'gone too'), 'newest'],
])('the run that is spoken of is %s', (_, activeId, now, id) => {
  expect(lookedAt(runs, activeId, now)?.id).toBe(id);
  expect(lookedAt([], activeId, now)).toBeUndefined();
});
