#!/usr/bin/env node
// Stands in for the desktop's `code` when @vscode/test-cli runs mocha inside the extension host: takes the same
// arguments, serves VS Code from npm, opens it in a headless browser and ends with the tests' exit code.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../browser.mjs';
import { browserFlags } from './browserFlags.mjs';
import { serve } from './serve.mjs';

const words = process.argv.slice(2);
const value = (name) => words.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3);
const folder = words.find((word) => !word.startsWith('-'));

const data = await mkdtemp(join(tmpdir(), 'loss-lab-vscode-'));
const server = await serve({ data, trusted: true, driver: true });
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: browserFlags });
let code;
try {
  const page = await browser.newPage();
  const remote = (path) => `vscode-remote://127.0.0.1:${server.port}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(value('extensionDevelopmentPath'))],
    ['extensionTestsPath', remote(value('extensionTestsPath'))],
    ['skipWelcome', 'true'],
  ];
  await page.exposeFunction('codeAutomationLog', (type, args) => console.log(...args));
  const ended = new Promise((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
  const query = `${folder ? `folder=${encodeURIComponent(folder)}&` : ''}payload=${encodeURIComponent(JSON.stringify(payload))}`;
  await page.goto(`http://127.0.0.1:${server.port}/?${query}`);
  code = await ended;
} finally {
  await browser.close();
  await server.stop();
  await rm(data, { recursive: true, force: true });
}
process.exit(code ?? 1);
