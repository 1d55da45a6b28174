import { mkdir } from 'node:fs/promises';
import { build } from './build.mjs';
import { main, Missing, say, sentence } from './say.mjs';
import { tiers } from './tiers.mjs';

/** A part that cannot even be set up counts as one failure, its sentence printed. */
async function countOf(name, work) {
  say(name);
  try {
    const count = await work();
    say(`${name}: ${count.passed} passed, ${count.failed} failed`);
    return count;
  } catch (error) {
    console.error(sentence(error));
    return { passed: 0, failed: 1 };
  }
}

async function setUp() {
  await build();
  await mkdir('out', { recursive: true });
  return { passed: 0, failed: 0 };
}

await main(import.meta.url, async () => {
  const wanted = process.argv.slice(2);
  const names = Object.keys(tiers);
  const unknown = wanted.find((name) => !names.includes(name));
  if (unknown) throw new Missing(`There is no tier ${unknown}: expected ${names.join(', ')}.`);
  const counts = [await countOf('Setting up', setUp)];
  if (counts[0].failed === 0)
    for (const name of wanted.length ? wanted : names) counts.push(await countOf(`Testing ${name}`, tiers[name]));
  const sum = (key) => counts.reduce((total, count) => total + count[key], 0);
  console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
  if (sum('failed') > 0) process.exitCode = 1;
});
