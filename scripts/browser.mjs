import { aptInstall, isDebianRoot } from './debian.mjs';
import { onPath, there } from './onPath.mjs';
import { mustRun, tool } from './run.mjs';
import { Missing, say } from './say.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const wellKnown = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

async function playwrightBrowser() {
  const { chromium } = await import('playwright-core');
  return chromium.executablePath();
}

async function findBrowser() {
  const chosen = process.env.CHROME_PATH;
  if (chosen && !(await there(chosen))) throw new Missing(`CHROME_PATH names ${chosen}, which is not there.`);
  const found = chosen ?? (await onPath(...names));
  if (found) return found;
  for (const file of [...wellKnown, await playwrightBrowser()]) if (await there(file)) return file;
  return undefined;
}

/** A Chromium: one that is there, else Debian's package when root on Debian, else Playwright's. @returns {Promise<string>} */
export async function ensureBrowser() {
  const found = await findBrowser();
  if (found) return found;
  if (await isDebianRoot()) {
    say('Installing Chromium (Debian’s package)');
    await aptInstall('chromium');
  } else {
    say('Fetching Playwright’s Chromium');
    const what = 'No Chromium is there (CHROME_PATH may name one), and Playwright’s could not be fetched';
    await mustRun('npx', tool('playwright-core', 'install', 'chromium'), what);
  }
  const fetched = await findBrowser();
  if (!fetched) throw new Missing('No Chromium was found; set CHROME_PATH to one.');
  return fetched;
}
