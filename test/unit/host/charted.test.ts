import type * as vscode from 'vscode';
import { describe, expect, it } from 'vitest';
import { ChartedRuns, mostShown } from '../../../src/host/charted';
import { Kept } from '../../../src/host/kept';

function charted(shownIds: string[] = [], lookedAtId?: string) {
  const memento = {
    get: () => ({ shownIds, lookedAtId }),
    update: () => Promise.resolve(),
  } as unknown as vscode.Memento;
  let changes = 0;
  const givenWay: string[] = [];
  const runs = new ChartedRuns(
    new Kept(memento),
    () => changes++,
    (ids, how) => givenWay.push(...ids.map((id) => `${id} ${how}`)),
  );
  return { runs, changes: () => changes, givenWay };
}

describe('what the charts show', () => {
  it('looks at a run that is shown where it is, and draws one that is not', () => {
    const { runs } = charted(['a', 'b', 'c'], 'c');
    runs.look('a');
    expect(runs.now).toEqual({ shownIds: ['a', 'b', 'c'], offIds: [], lookedAtId: 'a' });
    runs.look('d');
    expect(runs.now).toEqual({ shownIds: ['a', 'b', 'c', 'd'], offIds: [], lookedAtId: 'd' });
  });

  it('leaves a run that is switched off in the legend, looked at if it was, and draws it again', () => {
    const { runs } = charted(['a', 'b'], 'a');
    runs.setOn('a', false);
    expect(runs.now).toEqual({ shownIds: ['b'], offIds: ['a'], lookedAtId: 'a' });
    runs.setOn('a', true);
    expect(runs.now).toEqual({ shownIds: ['b', 'a'], offIds: [], lookedAtId: 'a' });
  });

  it('looks at the last one shown where the one looked at is taken off', () => {
    const { runs } = charted(['a', 'b', 'c'], 'b');
    runs.setShown('b', false);
    expect(runs.now).toEqual({ shownIds: ['a', 'c'], offIds: [], lookedAtId: 'c' });
    runs.show(['d', 'a']);
    expect(runs.now.lookedAtId).toBe('a');
    runs.setOn('a', false);
    runs.setShown('a', false);
    expect(runs.now).toEqual({ shownIds: ['d'], offIds: [], lookedAtId: 'd' });
  });

  it('forgets a run that is gone, though nothing else is shown', () => {
    const { runs } = charted(['a'], 'a');
    runs.forget('a');
    expect(runs.now).toEqual({ shownIds: [], offIds: [], lookedAtId: null });
  });

  it('draws the newest chosen, and says a change once', () => {
    const { runs, changes } = charted();
    const ids = Array.from({ length: mostShown + 2 }, (_, i) => `run-${i}`);
    runs.show(ids);
    expect(runs.now.shownIds).toEqual(ids.slice(2));
    runs.show(ids);
    runs.setShown(ids[5], true);
    expect(changes()).toBe(1);
  });

  it('says which run falls out of the legend', () => {
    const ids = Array.from({ length: mostShown + 1 }, (_, i) => `run-${i}`);
    const { runs, givenWay } = charted();
    for (const id of ids) {
      runs.setShown(id, true);
      runs.setOn(id, false);
    }
    expect(runs.now.offIds).toEqual(ids.slice(1));
    expect(givenWay).toEqual(['run-0 added']);
  });

  it('says which run has to give way to another', () => {
    const ids = Array.from({ length: mostShown }, (_, i) => `run-${i}`);
    const { runs, givenWay } = charted(ids);
    runs.setShown('one more', true);
    expect(givenWay).toEqual(['run-0 added']);
    runs.look('another');
    expect(givenWay.slice(1)).toEqual(['run-1 lookedAt']);
    runs.setShown('another', true);
    runs.setOn('run-2', false);
    expect(givenWay).toHaveLength(2);
  });
});
