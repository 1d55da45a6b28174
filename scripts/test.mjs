import { mkdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ensureBrowser, ensureHangul } from './browser.mjs';
import { build } from './build.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { packVsix } from './package.mjs';
import { run } from './run.mjs';
import { main, Missing, say } from './say.mjs';
import { ensureVsCode } from './vscode/install.mjs';

const npx = (...words) => run('npx', words);
const vitest = (config, report) =>
  npx('vitest', 'run', '--config', config, '--reporter=default', '--reporter=json', `--outputFile=${report}`);

/** Passed and failed tests of a vitest report. */
async function countVitest(report) {
  const { numPassedTests, numFailedTests } = JSON.parse(await readFile(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests };
}

async function vitestTier(config, report) {
  const { code } = await vitest(config, report);
  const counted = await countVitest(report).catch(() => ({ passed: 0, failed: 1 }));
  return { ...counted, failed: code === 0 ? counted.failed : Math.max(1, counted.failed) };
}

/** The tiers, cheapest first; each says how many of its tests passed and failed. */
const tiers = {
  async lint() {
    const checks = [
      ['tsc', '-b'],
      ['eslint', '.'],
      ['prettier', '--check', '--log-level', 'warn', '.'],
    ];
    let failed = 0;
    for (const check of checks) if ((await npx(...check)).code !== 0) failed++;
    return { passed: checks.length - failed, failed };
  },
  unit: () => vitestTier('vitest.config.mjs', 'out/unit.json'),
  async vscode() {
    await ensureVsCode();
    await ensureBrowser();
    const entries = ['esbuild', 'test/vscode/**/*.ts', '--bundle', '--platform=node', '--external:vscode'];
    const { code } = await npx(...entries, '--outdir=out/test/vscode', '--sourcemap=inline', '--log-level=warning');
    if (code !== 0) return { passed: 0, failed: 1 };
    await mkdir('out/test/workspace', { recursive: true });
    const env = { LOSS_LAB_SERVED_VSCODE: resolve('scripts/vscode/launchTests.mjs') };
    const { code: failed, output } = await run('npx', ['vscode-test'], { env, quiet: true });
    process.stdout.write(output);
    const count = (word) => Number(new RegExp(`(\\d+) ${word}`).exec(output)?.[1] ?? 0);
    return { passed: count('passing'), failed: failed === 0 ? 0 : Math.max(1, count('failing')) };
  },
  async e2e() {
    await ensureVsCode();
    process.env.CHROME_PATH = await ensureBrowser();
    await ensureHangul();
    process.env.LOSS_LAB_VSIX = resolve(await packVsix());
    return vitestTier('test/e2e/vitest.config.mjs', 'out/e2e.json');
  },
};

await main(async () => {
  const wanted = process.argv.slice(2);
  const unknown = wanted.find((name) => !Object.hasOwn(tiers, name));
  if (unknown) throw new Missing(`There is no tier ${unknown}: expected ${Object.keys(tiers).join(', ')}.`);
  await ensureDependencies();
  await mkdir('out', { recursive: true });
  await build();
  const total = { passed: 0, failed: 0 };
  for (const name of wanted.length ? wanted : Object.keys(tiers)) {
    say(`Testing: ${name}`);
    const { passed, failed } = await tiers[name]();
    say(`${name}: ${passed} passed, ${failed} failed`);
    total.passed += passed;
    total.failed += failed;
  }
  console.log(`${total.passed} passed, ${total.failed} failed`);
  if (total.failed > 0) process.exitCode = 1;
});
