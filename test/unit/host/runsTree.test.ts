import { expect, test, vi } from 'vitest';
import type { Lab } from '../../../src/host/lab';
import { RunsTree } from '../../../src/host/runsTree';

vi.mock('vscode', () => ({
  l10n: { t: (text: string) => text },
  env: { language: 'en' },
  EventEmitter: class {
    event = () => undefined;
  },
  ThemeIcon: class {
    constructor(readonly id: string) {}
  },
  TreeItem: class {
    constructor(readonly label: string) {}
  },
}));

test('a run that a newer Loss Lab made is listed as that, with nothing to be done with it', async () => {
  const newer = { id: 'n', name: 'of tomorrow', createdAt: Date.UTC(2030, 0) };
  const lab = {
    onRunsChanged: () => undefined,
    runs: () => Promise.resolve([]),
    newerRuns: () => Promise.resolve([newer]),
  };
  const tree = new RunsTree(lab as unknown as Lab);
  expect(await tree.getChildren()).toEqual([newer]);
  const item = tree.getTreeItem(newer);
  expect(item).toMatchObject({
    id: 'n',
    label: 'of tomorrow',
    description: 'made by a newer Loss Lab',
    iconPath: { id: 'lock' },
    contextValue: 'newer',
  });
  expect(item.command).toBeUndefined();
  expect(item.checkboxState).toBeUndefined();
});
