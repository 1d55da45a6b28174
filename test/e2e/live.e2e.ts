import { spawn, type ChildProcess } from 'node:child_process';
import { cpus } from 'node:os';
import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

/** What was measured, for the note. */
const measured: Record<string, string> = {};
const burners: ChildProcess[] = [];
let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open();
});
afterAll(async () => {
  for (const burner of burners) burner.kill('SIGKILL');
  await workbench.close();
  await mkdir('out', { recursive: true });
  await writeFile('out/live.json', `${JSON.stringify(measured, null, 2)}\n`);
});

/** Takes as much of the machine's time as there is for it, and ends with this process. */
function burn(): void {
  const code = `setInterval(() => { const until = Date.now() + 50; while (Date.now() < until); }, 0);
    process.stdin.resume().on('end', () => process.exit());`;
  burners.push(spawn(process.execPath, ['-e', code], { stdio: ['pipe', 'ignore', 'ignore'] }));
}

test('a run of a million steps is live on a busy machine: the page is at the present, and a pause is seen at once', async () => {
  await workbench.icon.click();
  await workbench.command('Loss Lab: Open');
  const { panel } = workbench;
  await panel.locator('#form-steps').fill('1000000');
  await panel.locator('#form-batchSize').fill('10');
  await panel.locator('.experiment button[type=submit]').click({ timeout: 60_000 });
  const status = panel.locator('.run-status');
  const stepNow = async () =>
    Number(/step ([\d,]+)/.exec((await status.textContent()) ?? '')?.[1].replaceAll(',', '') ?? 0);
  await expect.poll(stepNow, { timeout: 60_000 }).toBeGreaterThan(0);
  for (let i = 0; i < cpus().length; i++) burn();
  // Long enough for a backlog, where there is one.
  await expect.poll(stepNow, { timeout: 120_000 }).toBeGreaterThan(20_000);
  // By the page's own clock: what it showed before the click, and how far the run had come when it was paused.
  const seen = await status.evaluate(async (element) => {
    const step = () => Number(/step ([\d,]+)/.exec(element.textContent)?.[1].replaceAll(',', '') ?? 0);
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const [from, since] = [step(), performance.now()];
    while (performance.now() - since < 3000) await frame();
    const [shown, at] = [step(), performance.now()];
    element.querySelector<HTMLElement>('button')?.click();
    while (!element.querySelector('.codicon-debug-continue')) await frame();
    const pause = performance.now() - at;
    return { rate: (1000 * (shown - from)) / (at - since), shown, paused: step(), pause };
  });
  const behind = (seen.paused - seen.shown) / seen.rate;
  measured['steps a second'] = seen.rate.toFixed(0);
  measured['click to pause on the screen'] = `${seen.pause.toFixed(0)} ms`;
  measured['what the page showed was behind where the run was paused'] = `${(1000 * behind).toFixed(0)} ms`;
  await workbench.screenshot('paused-dark');
  expect(seen.pause).toBeLessThan(1500);
  expect(behind).toBeLessThan(1.5);
  // Nothing is still on its way.
  expect(await stepNow()).toBe(seen.paused);
  await status.getByRole('button', { name: 'Stop' }).click();
  await status.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached', timeout: 30_000 });
  expect(await stepNow()).toBe(seen.paused);
});
