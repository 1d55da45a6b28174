import { aptInstall, isDebianRoot } from './debian.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

async function hasHangul() {
  const { output } = await run('fc-list', [':lang=ko'], { quiet: true }).catch(() => ({ output: '' }));
  return output.trim() !== '';
}

/** A font with Hangul, so that Korean pictures have letters; without one, boxes are drawn and the tests go on. */
export async function ensureHangul() {
  if (process.platform !== 'linux' || (await hasHangul())) return;
  if (await isDebianRoot()) {
    say('Installing a Korean font (fonts-nanum)');
    await aptInstall('fonts-nanum', 'fontconfig').catch((error) => say(error.message));
    if (await hasHangul()) return;
  }
  say('No Korean font is installed: Korean screenshots will show boxes');
}
