import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { checkExperiment } from '../../src/runs/experiment/experiment';
import { readExperiment } from '../../src/runs/experiment/experimentFile';
import { lossLab, runIn, train } from './lossLab';

const quick = (seed: number) => ({ steps: 5, evaluateEvery: 5, batch: { size: 5 }, seed });

suite('What the Runs view offers', () => {
  test('compare shows the selected runs on the charts, and no others', async () => {
    const parts = await lossLab();
    const runs = [];
    for (const seed of [1, 2, 3]) runs.push(await runIn(parts, await train(quick(seed)), 'done'));
    await vscode.commands.executeCommand('lossLab.compareRuns', runs[0], [runs[0], runs[2]]);
    assert.deepEqual(
      (await parts.lab.shownRuns()).map(({ id }) => id),
      [runs[0].id, runs[2].id],
    );
  });

  test('duplicate opens the run’s experiment as a file that is not saved, each under a name of its own', async () => {
    const parts = await lossLab();
    const { id } = await runIn(parts, await train(quick(4)), 'done');
    await parts.lab.renameRun(id, 'one to copy');
    const run = await runIn(parts, id, 'done');
    for (const ending of ['', '-2']) {
      await vscode.commands.executeCommand('lossLab.duplicateRun', run);
      const document = vscode.window.activeTextEditor?.document;
      assert.ok(document?.isUntitled);
      assert.ok(document.uri.path.endsWith(`one-to-copy${ending}.losslab.json`), document.uri.path);
      assert.deepEqual(readExperiment(document.getText()), checkExperiment(quick(4)));
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
