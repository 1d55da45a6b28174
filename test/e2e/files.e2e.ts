import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;
afterEach(() => workbench.close());

/** With a comment and a comma behind the last item, as in the settings of VS Code. */
const text = '{\n  // more than there are\n  "batch": { "size": 70000 },\n  "steps": 20,\n  "evaluateEvery": 20,\n}\n';

/** Opens a file of the workspace in an editor, as a person does, and waits for a part of its text. */
async function open(name: string, shown: string): Promise<void> {
  const { page } = workbench;
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input').fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.locator('.view-lines', { hasText: shown }).waitFor();
}

const said = (words: string) => workbench.page.locator('.notifications-toasts', { hasText: words }).first().waitFor();

test.each([
  {
    locale: '',
    fault: 'batch.size: expected at most the 60,000 training samples, got 70,000.',
    hover: 'Updates of the parameters, one mini-batch each.',
  },
  {
    locale: 'ko',
    fault: 'batch.size: ',
    hover: '매개변수를 갱신하는 횟수입니다. 한 번에 미니배치 하나를 씁니다.',
  },
])('an experiment file says what is wrong where it stands, in the language $locale', async (words) => {
  workbench = await Workbench.open({ locale: words.locale });
  const { page, serverData } = workbench;
  const name = 'mine.losslab.json';
  const language = words.locale || 'en';
  await writeFile(join(serverData, 'workspace', name), text);
  await open(name, 'evaluateEvery');

  await page.locator('.squiggly-error').first().waitFor();
  // Neither the comment nor the comma is a fault.
  expect(await page.locator('.squiggly-error, .squiggly-warning').count()).toBe(1);
  await page.locator('.view-line span', { hasText: '70000' }).last().hover();
  await page.locator('.monaco-hover', { hasText: words.fault }).first().waitFor();
  await workbench.screenshot(`file-squiggle-${language}`);

  await page.locator('.view-line span', { hasText: '"steps"' }).last().hover();
  await page.locator('.monaco-hover', { hasText: words.hover }).first().waitFor();
  await workbench.screenshot(`file-hover-${language}`);

  await page.locator('.editor-actions .codicon-play').first().click();
  await said(`${name}: ${words.fault}`);
  await workbench.screenshot(`file-train-${language}`);
  expect(await workbench.log()).not.toContain('TypeError');
});

test('a file that is no text is refused in one sentence', async () => {
  workbench = await Workbench.open();
  const { page, serverData } = workbench;
  const name = 'binary.losslab.json';
  await writeFile(join(serverData, 'workspace', name), new Uint8Array(64));
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input').fill(name);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  await page.locator('.editor-actions .codicon-play').first().click();
  await said(`${name}: it is no text.`);
});
