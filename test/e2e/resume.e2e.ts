import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;

beforeAll(async () => {
  workbench = await Workbench.open();
  await workbench.command('Loss Lab: Open');
  await workbench.panel.locator('.experiment').waitFor({ timeout: 60_000 });
});
afterAll(() => workbench.close());

const status = () => workbench.panel.locator('.run-status');
const notice = () => workbench.panel.locator('.results .notice').first();

/** The steps that the run that is looked at has taken. */
async function steps(): Promise<number> {
  const words = await status().textContent();
  return Number(/step ([\d,]+)/.exec(words ?? '')?.[1].replaceAll(',', '') ?? NaN);
}

/** Goes on from where it stood, and further. */
async function goesOn(from: number): Promise<void> {
  await status().getByRole('button', { name: 'Pause' }).waitFor({ timeout: 60_000 });
  await expect.poll(steps, { timeout: 60_000 }).toBeGreaterThan(from);
}

test.runIf(process.platform === 'linux')(
  'a run whose host was killed, or that was stopped, goes on where it was',
  async () => {
    const { panel } = workbench;
    await panel.locator('#form-steps').fill('1000000');
    await panel.locator('.experiment button[type=submit]').click({ timeout: 60_000 });
    await expect.poll(steps, { timeout: 60_000 }).toBeGreaterThan(2000);
    process.kill(await workbench.extensionHost(), 'SIGKILL');
    await notice().getByRole('button', { name: 'Resume' }).waitFor({ timeout: 90_000 });
    const interrupted = Number(
      /Interrupted after ([\d,]+)/.exec((await notice().textContent()) ?? '')?.[1].replaceAll(',', ''),
    );
    expect(interrupted).toBeGreaterThan(1000);
    await workbench.screenshot('resume-interrupted');
    await notice().getByRole('button', { name: 'Resume' }).click();
    await goesOn(interrupted);
    // The curve has it all: from the first step on.
    expect(await panel.locator('.loss-chart').count()).toBe(1);
    await status().getByRole('button', { name: 'Stop' }).click();
    await notice().getByText('Stopped after').waitFor({ timeout: 30_000 });
    const stopped = await steps();
    await workbench.screenshot('resume-stopped');
    await workbench.command('Loss Lab: Resume');
    await goesOn(stopped);
    await status().getByRole('button', { name: 'Stop' }).click();
    await notice().getByText('Stopped after').waitFor({ timeout: 30_000 });
  },
);
