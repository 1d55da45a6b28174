import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { checkExperiment } from '../../src/runs/experiment/experiment';
import { lossLab, runIn, runThat, train } from './lossLab';

const quick = { steps: 120, evaluateEvery: 120, batch: { size: 20 } };
const endless = { steps: 1_000_000, evaluateEvery: 1_000_000, batch: { size: 10 } };

suite('Training in the thread', () => {
  teardown(async () => {
    const { lab } = await lossLab();
    if (lab.activeRun()) await vscode.commands.executeCommand('lossLab.stop');
  });

  test('records every step, and the accuracy of the last', async () => {
    const parts = await lossLab();
    const run = await runIn(parts, await train(quick), 'done');
    const { loss, accuracy } = await parts.lab.series(run.id);
    assert.equal(loss.length, 120);
    assert.ok(loss.every(Number.isFinite));
    assert.ok(loss[119] < loss[0]);
    assert.deepEqual(
      accuracy.map(({ step }) => step),
      [0, 119],
    );
  });

  test('the same experiment gives the same losses, bit for bit', async () => {
    const parts = await lossLab();
    const first = await runIn(parts, await train(quick), 'done');
    const second = await runIn(parts, await train(quick), 'done');
    assert.deepEqual((await parts.lab.series(first.id)).loss, (await parts.lab.series(second.id)).loss);
  });

  test('another run can be started the moment that one has ended', async () => {
    const { lab } = await lossLab();
    const id = await train(quick);
    // Without waiting to be told: the end is not on the disk yet.
    while (lab.activeRun()?.state === 'running') await new Promise(setImmediate);
    assert.equal(lab.activeRun()?.id, id);
    await runIn(await lossLab(), await train(quick), 'done');
  });

  test('a network larger than the memory is refused before there is a run', async () => {
    const { lab } = await lossLab();
    const before = (await lab.runs()).length;
    const large = checkExperiment({ network: { hidden: [100_000, 100_000] }, dtype: 'float64' });
    await assert.rejects(lab.train(large), /this network needs [\d.]+ GB/);
    assert.equal((await lab.runs()).length, before);
  });

  test('pauses, goes on by single steps, resumes and stops', async () => {
    const parts = await lossLab();
    const id = await train(endless);
    await runThat(parts, id, (run) => run.steps > 0);
    await vscode.commands.executeCommand('lossLab.pauseResume');
    const paused = await runIn(parts, id, 'paused');
    await vscode.commands.executeCommand('lossLab.step');
    const stepped = await runThat(parts, id, (run) => run.steps !== paused.steps);
    assert.equal(stepped.steps, paused.steps + 1);
    await vscode.commands.executeCommand('lossLab.pauseResume');
    await runThat(parts, id, (run) => run.steps > stepped.steps + 1);
    await vscode.commands.executeCommand('lossLab.stop');
    const stopped = await runIn(parts, id, 'stopped');
    assert.equal((await parts.lab.series(id)).loss.length, stopped.steps);
  });

  test('an experiment file is trained as its editor shows it, Adam and all', async () => {
    const parts = await lossLab();
    const { uri } = vscode.workspace.workspaceFolders![0];
    const file = vscode.Uri.joinPath(uri, 'adam.losslab.json');
    const text = (steps: number) =>
      JSON.stringify({
        steps,
        evaluateEvery: 50,
        batch: { size: 20 },
        optimizer: { kind: 'adam' },
        loss: { from: 'logits' },
      });
    await vscode.workspace.fs.writeFile(file, Buffer.from(text(40)));
    const id = await vscode.commands.executeCommand<string>('lossLab.trainFile', file);
    const run = await runIn(parts, id, 'done');
    assert.equal(run.steps, 40);
    assert.equal(run.name, 'adam');
    const wrong = vscode.Uri.joinPath(uri, 'wrong.losslab.json');
    await vscode.workspace.fs.writeFile(wrong, Buffer.from('{ "optimizer": { "kind": "x" } }'));
    assert.equal(await vscode.commands.executeCommand('lossLab.trainFile', wrong), undefined);
    assert.equal(parts.lab.activeRun(), undefined);
    for (const made of [file, wrong]) await vscode.workspace.fs.delete(made);
  });

  for (const [shape, zero] of [
    ['one line', '0,'],
    ['3 million lines', '0,\n'],
  ])
    test(`a file of 9 MB in ${shape} is refused in a moment, open or not, and the extension goes on`, async () => {
      const parts = await lossLab();
      const { uri } = vscode.workspace.workspaceFolders![0];
      const file = vscode.Uri.joinPath(uri, `large-${zero.length}.losslab.json`);
      const text = `{"network":{"hidden":[${zero.repeat(9e6 / zero.length)}0]}}`;
      await vscode.workspace.fs.writeFile(file, Buffer.from(text));
      const refused = async () => {
        const begun = performance.now();
        assert.equal(await vscode.commands.executeCommand('lossLab.trainFile', file), undefined);
        const took = performance.now() - begun;
        assert.ok(took < 5000, `it took ${took} ms`);
      };
      await refused();
      const faults = () => vscode.languages.getDiagnostics(file).filter(({ source }) => source === 'Loss Lab');
      await vscode.window.showTextDocument(file);
      await refused();
      while (faults().length === 0)
        await new Promise<void>((resolve) => {
          const told = vscode.languages.onDidChangeDiagnostics(() => {
            told.dispose();
            resolve();
          });
        });
      assert.match(faults()[0].message, /at most 1,000,000 characters/);
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await vscode.workspace.fs.delete(file);
      assert.equal(parts.lab.activeRun(), undefined);
    });

  test('a run by numerical gradients learns as by backpropagation, and is paused within a step', async () => {
    const parts = await lossLab();
    const small = { network: { hidden: [8] }, steps: 10, evaluateEvery: 100, batch: { size: 20 }, seed: 1 };
    const exact = await runIn(parts, await train(small), 'done');
    const numerical = await runIn(parts, await train({ ...small, gradient: 'centralDifference' }), 'done');
    const [a, b] = await Promise.all([exact, numerical].map(({ id }) => parts.lab.series(id)));
    a.loss.forEach((loss, step) => assert.ok(Math.abs(loss - b.loss[step]) < 1e-4));
    const slow = { ...small, network: { hidden: [40, 40], activation: 'sigmoid' }, gradient: 'centralDifference' };
    const id = await train({ ...slow, steps: 3, batch: { size: 100 } });
    await vscode.commands.executeCommand('lossLab.pauseResume');
    const paused = await runIn(parts, id, 'paused');
    assert.ok(paused.steps < 3);
    await vscode.commands.executeCommand('lossLab.stop');
    await runIn(parts, id, 'stopped');
  });

  test('a run that diverges keeps what it recorded and says where and why', async () => {
    const parts = await lossLab();
    const id = await train({ ...quick, optimizer: { learningRate: 1e30 } });
    const run = await runIn(parts, id, 'diverged');
    const { loss } = await parts.lab.series(id);
    assert.ok(run.divergedAt !== null && !Number.isFinite(loss[run.divergedAt]));
    assert.match(run.message ?? '', / 1e30 /);
  });

  test('refuses a second run at the same time, and a batch larger than the data, without starting anything', async () => {
    const { lab } = await lossLab();
    await train(endless);
    await assert.rejects(lab.train(checkExperiment(quick)), /still going/);
    await vscode.commands.executeCommand('lossLab.stop');
    assert.equal(lab.activeRun(), undefined);
    const before = (await lab.runs()).length;
    await assert.rejects(
      lab.train(checkExperiment({ batch: { size: 60_001 } })),
      /batch\.size: expected at most the 60,000/,
    );
    assert.equal((await lab.runs()).length, before);
    assert.equal(lab.activeRun(), undefined);
  });

  test('the trained network reads a digit; its output is a probability for each class', async () => {
    const { lab } = await lossLab();
    const { y } = await lab.questions.ask(
      { method: 'predict', ids: [0, 60_000] },
      { signal: new AbortController().signal, tell: () => undefined },
    );
    assert.equal(y.length, 20);
    for (const row of [y.subarray(0, 10), y.subarray(10)])
      assert.ok(Math.abs(row.reduce((sum, value) => sum + value) - 1) < 1e-6);
  });
});
