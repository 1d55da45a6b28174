// Loss Lab beside NumPy, PyTorch and TensorFlow.js: the same work, in one run, taking turns.
import { mkdir, writeFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { build } from '../../scripts/build.mjs';
import { Missing, say } from '../../scripts/say.mjs';
import { cases } from './cases.mjs';
import { startPeers } from './peers.mjs';
import { barLines, markdown, median } from './table.mjs';

/** Milliseconds between two turns: what the last peer left running, collectors and spinning threads, ends in them. */
const settle = 300;

/** @returns the seconds of each peer, a list a round; null where a peer cannot do this. */
async function takeTurns({ peers, request }, running, rounds) {
  const seconds = {};
  const notes = {};
  for (let round = -1; round < rounds; round++)
    for (const name of peers) {
      const peer = running[name];
      // A peer that takes minutes for a round is warm after a tenth of it and need not do it five times.
      if (!peer || (round > 0 && seconds[name]?.[0] > 20)) continue;
      await sleep(settle);
      const answer = await peer.ask(round < 0 ? { ...request, isWarmUp: true } : request);
      if (answer.error) throw new Missing(`${name}, ${JSON.stringify(request)}: ${answer.error}`);
      notes[name] = answer.note ?? notes[name];
      if (round >= 0) (seconds[name] ??= []).push(answer.seconds);
    }
  return { seconds, notes };
}

/** Runs every case that the command line asks for, prints the table and writes it down. */
export async function bench() {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '5' },
      only: { type: 'string', default: '' },
      node: { type: 'string' },
      full: { type: 'boolean', default: false },
    },
  });
  const rounds = Number(values.rounds);
  if (!Number.isInteger(rounds) || rounds < 1)
    throw new Missing(`--rounds: expected a whole number from 1, got ${values.rounds}.`);
  await build();
  const { running, hosts, stop } = await startPeers(values.node);
  const results = [];
  try {
    for (const entry of cases({ full: values.full }).filter(({ title }) => title.includes(values.only))) {
      say(entry.title);
      const { seconds, notes } = await takeTurns(entry, running, rounds);
      const medians = Object.fromEntries(Object.entries(seconds).map(([name, list]) => [name, median(list)]));
      results.push({ ...entry, seconds, medians, notes });
      for (const line of barLines(entry, medians)) console.log(`    ${line}`);
    }
  } finally {
    stop();
  }
  await mkdir('out', { recursive: true });
  const text = markdown(results, hosts);
  await writeFile('out/bench.json', `${JSON.stringify({ hosts, results }, null, 2)}\n`);
  await writeFile('out/bench.md', text);
  console.log(`\n${text}`);
  say('Written to out/bench.md and out/bench.json');
}
