import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ensureBrowser } from './browser.mjs';
import { ensureHangul } from './hangul.mjs';
import { packVsix } from './package.mjs';
import { run, tool } from './run.mjs';
import { ensureVsCode } from './vscode/install.mjs';

/** @typedef {{ passed: number, failed: number }} Count */

const npx = (words, options) => run('npx', tool(...words), options);

/** A tier that failed counts at least one failure, and so does one that ran nothing. */
const counted = (code, { passed, failed }) => ({
  passed,
  failed: code === 0 && passed > 0 ? failed : Math.max(1, failed),
});

async function vitest(config, report) {
  await rm(report, { force: true });
  const words = ['vitest', 'run', '--config', config, '--reporter=default', '--reporter=json'];
  const { code } = await npx([...words, `--outputFile=${report}`]);
  const text = await readFile(report, 'utf8').catch(() => '{}');
  const { numPassedTests = 0, numFailedTests = 0 } = JSON.parse(text);
  return counted(code, { passed: numPassedTests, failed: numFailedTests });
}

/** What stands in for the desktop's `code`; Windows starts a script only through a batch file. */
async function standIn() {
  const script = resolve('scripts/vscode/launchTests.mjs');
  if (process.platform !== 'win32') {
    await chmod(script, 0o755);
    return script;
  }
  const batch = resolve('out/launchTests.cmd');
  await writeFile(batch, `@"${process.execPath}" "${script}" %*\r\n`);
  return batch;
}

async function lint() {
  const checks = [
    ['tsc', '-b'],
    ['eslint', '.'],
    ['prettier', '--check', '--log-level', 'warn', '.'],
  ];
  let failed = 0;
  for (const check of checks) if ((await npx(check)).code !== 0) failed++;
  return { passed: checks.length - failed, failed };
}

async function vscode() {
  await ensureVsCode();
  await ensureBrowser();
  await rm('out/test/vscode', { recursive: true, force: true });
  await mkdir('out/test/workspace', { recursive: true });
  const words = [
    'esbuild',
    'test/vscode/**/*.test.ts',
    '--bundle',
    '--platform=node',
    // As what ships is bundled.
    '--main-fields=module,main',
    '--external:vscode',
    '--loader:.wasm=binary',
  ];
  const { code } = await npx([...words, '--outdir=out/test/vscode', '--sourcemap=inline', '--log-level=warning']);
  if (code !== 0) return { passed: 0, failed: 1 };
  const env = { LOSS_LAB_SERVED_VSCODE: await standIn() };
  const { code: ended, output } = await npx(['vscode-test'], { env, quiet: true });
  process.stdout.write(output);
  const count = (word) => Number(new RegExp(`^ *(\\d+) ${word}`, 'm').exec(output)?.[1] ?? 0);
  return counted(ended, { passed: count('passing'), failed: count('failing') });
}

async function e2e() {
  await ensureVsCode();
  process.env.CHROME_PATH = await ensureBrowser();
  await ensureHangul();
  process.env.LOSS_LAB_VSIX = resolve(await packVsix());
  return vitest('test/e2e/vitest.config.mjs', 'out/e2e.json');
}

/**
 * The tiers, cheapest first; each says how many of its tests passed and failed.
 * @type {Record<string, () => Promise<Count>>}
 */
export const tiers = { lint, unit: () => vitest('vitest.config.mjs', 'out/unit.json'), vscode, e2e };
