import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { tabCommands } from '../../src/host/commands';
import { lossLab, runIn, train } from './lossLab';

suite('Views and commands', () => {
  test('every contributed command is there, and none is registered that is not contributed', async () => {
    await lossLab();
    const { contributes } = vscode.extensions.getExtension('loss-lab.loss-lab')?.packageJSON as {
      contributes: { commands: { command: string }[] };
    };
    const contributed = contributes.commands.map(({ command }) => command).sort();
    const registered = (await vscode.commands.getCommands(true)).filter(
      (name) =>
        name.startsWith('lossLab.') && !/\.(focus|open|resetViewLocation|removeView|toggleVisibility)$/.test(name),
    );
    assert.deepEqual(
      registered.filter((name) => !contributed.includes(name)),
      [],
    );
    assert.deepEqual(
      contributed.filter((name) => name !== 'lossLab.open' && !registered.includes(name)),
      [],
    );
  });

  test('the Data view counts MNIST per digit', async () => {
    const { dataTree } = await lossLab();
    const splits = await dataTree.getChildren();
    const rows = await Promise.all(splits.map((split) => dataTree.getChildren(split)));
    const counts = rows.map((digits) => digits.map((digit) => dataTree.getTreeItem(digit).description));
    assert.equal(counts[0][0], (5923).toLocaleString());
    assert.equal(counts[0][1], (6742).toLocaleString());
    assert.equal(counts[1][5], '892');
  });

  test('the Runs view lists the newest first; renaming and deleting change it', async () => {
    const parts = await lossLab();
    const { lab, runsTree } = parts;
    await runIn(parts, await train({ steps: 5, evaluateEvery: 5, batch: { size: 5 } }), 'done');
    const run = await runIn(parts, await train({ steps: 6, evaluateEvery: 6, batch: { size: 5 } }), 'done');
    const [newest] = await runsTree.getChildren();
    assert.equal(newest.id, run.id);
    await lab.renameRun(run.id, 'six steps');
    assert.equal(runsTree.getTreeItem((await runsTree.getChildren())[0]).label, 'six steps');
    await lab.deleteRun(run.id);
    assert.ok((await runsTree.getChildren()).every(({ id }) => id !== run.id));
  });

  test('the panel opens once, in an editor of its own', async () => {
    await lossLab();
    for (const command of ['open', ...Object.values(tabCommands)])
      await vscode.commands.executeCommand(`lossLab.${command}`);
    const panels = vscode.window.tabGroups.all
      .flatMap(({ tabs }) => tabs)
      .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('lossLab.panel'));
    assert.equal(panels.length, 1);
  });
});
