import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { mustRun, run } from './run.mjs';
import { Missing, say } from './say.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const there = (file) =>
  access(file).then(
    () => true,
    () => false,
  );

async function findBrowser() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = [
    process.env.CHROME_PATH,
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
    ...wellKnown,
  ];
  for (const file of candidates) if (file && (await there(file))) return file;
  return undefined;
}

async function playwrightBrowser() {
  const { chromium } = await import('playwright-core');
  return (await there(chromium.executablePath())) ? chromium.executablePath() : undefined;
}

const isDebianRoot = async () => process.getuid?.() === 0 && (await there('/usr/bin/apt-get'));

async function aptInstall(...packages) {
  await mustRun('apt-get', ['update', '-qq'], 'Debian’s package lists could not be read; is there a network?');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const words = ['install', '-y', '-qq', '--no-install-recommends', ...packages];
  await mustRun('apt-get', words, `${packages.join(' ')} could not be installed:`, { env });
}

/** A Chromium: one that is there, else Debian's package when root on Debian, else Playwright's. @returns {Promise<string>} */
export async function ensureBrowser() {
  const found = (await findBrowser()) ?? (await playwrightBrowser());
  if (found) return found;
  if (await isDebianRoot()) {
    say('Installing Chromium (Debian’s package)');
    await aptInstall('chromium');
  } else {
    say('Fetching Playwright’s Chromium');
    await mustRun('npx', ['playwright-core', 'install', 'chromium'], 'No Chromium is there and none could be fetched:');
  }
  const fetched = (await findBrowser()) ?? (await playwrightBrowser());
  if (!fetched) throw new Missing('No Chromium was found; set CHROME_PATH to one.');
  return fetched;
}

/** A font with Hangul, so that Korean pictures have letters; without one, boxes are drawn and the tests go on. */
export async function ensureHangul() {
  if (process.platform !== 'linux') return;
  const listed = await run('fc-list', [':lang=ko'], { quiet: true }).catch(() => ({ output: '' }));
  if (listed.output.trim()) return;
  if (await isDebianRoot()) {
    say('Installing a Korean font (fonts-nanum)');
    await aptInstall('fonts-nanum', 'fontconfig');
  } else say('No Korean font is installed: Korean screenshots will show boxes');
}
