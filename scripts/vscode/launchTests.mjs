#!/usr/bin/env node
// Stands in for the desktop's `code` when @vscode/test-cli runs mocha inside the extension host: takes the same
// arguments, serves VS Code from npm, opens it in a headless browser and ends with the tests' exit code.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL, URLSearchParams } from 'node:url';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../browser.mjs';
import { browserFlags } from './browserFlags.mjs';
import { serve } from './serve.mjs';

const longestMs = 15 * 60_000;

const words = process.argv.slice(2);
const value = (name) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const folder = words.find((word) => !word.startsWith('-'));

/** What the workbench says of itself before mocha's first line: shown only when something fails. */
const preamble = [];
let begun = false;

function hear(args) {
  begun ||= /^\s*%s%s/.test(args[0]);
  if (begun) console.log(...args);
  else preamble.push(args);
}

/** @returns {Promise<number>} the exit code of the tests, which the workbench reports when they have ended. */
async function runTests(page, port) {
  const remote = (path) => `vscode-remote://127.0.0.1:${port}${pathToFileURL(path).pathname}`;
  const payload = [
    ['extensionDevelopmentPath', remote(value('extensionDevelopmentPath'))],
    ['extensionTestsPath', remote(value('extensionTestsPath'))],
    ['skipWelcome', 'true'],
  ];
  await page.exposeFunction('codeAutomationLog', (type, args) => hear(args));
  const ended = new Promise((resolve, reject) => {
    page.once('crash', () => reject(new Error('The workbench crashed')));
    setTimeout(() => reject(new Error('The tests have not ended within 15 minutes')), longestMs).unref();
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  const query = new URLSearchParams({ ...(folder ? { folder } : {}), payload: JSON.stringify(payload) });
  await page.goto(`http://127.0.0.1:${port}/?${query}`);
  return ended;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

const data = await mkdtemp(join(tmpdir(), 'loss-lab-vscode-'));
let server;
let browser;
let code = 1;
try {
  server = await serve({ data, trusted: true, driver: true });
  browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserFlags });
  code = await runTests(await browser.newPage(), server.port);
} catch (error) {
  console.error(error.message);
} finally {
  await browser?.close();
  await server?.stop();
  await rm(data, { recursive: true, force: true, maxRetries: 10 });
}
if (code !== 0) for (const args of preamble) console.error(...args);
process.exit(code);
