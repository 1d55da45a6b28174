import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../engine';
import { reason } from '../runs/store/directory';
import { cut } from './arguments';
import type { Answer, Command } from './command';
import { diffCommand } from './diff';
import { drawCommand } from './draw';
import { gradcheckCommand } from './gradcheck';
import { lossCommand } from './loss';
import { resumeCommand } from './resume';
import { runsCommand } from './runs';
import { trainCommand } from './train';

const commands: Record<string, Command> = {
  loss: lossCommand,
  draw: drawCommand,
  diff: diffCommand,
  train: trainCommand,
  resume: resumeCommand,
  gradcheck: gradcheckCommand,
  runs: runsCommand,
};

const help = [
  'Loss Lab on the command line: the engine of the editor extension, without the editor.',
  '',
  ...Object.values(commands).flatMap(({ usage, summary }) => [`  loss-lab ${usage}`, `      ${summary}`]),
  '',
  '--json prints one JSON object. Exit code 0: done; 1: failed; 2: bad input.',
].join('\n');

function version(): string {
  const manifest = JSON.parse(readFileSync(join(__dirname, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
}

const plain = (text: string): Answer => ({ result: {}, text });

async function answer(words: readonly string[]): Promise<Answer> {
  const name = words.at(0) ?? '--help';
  const rest = words.slice(1);
  if (name === '--version') return plain(version());
  if (name === '--help' || name === 'help') return plain(help);
  if (!Object.hasOwn(commands, name))
    throw new BadInput('', 'There is no command {0}: expected {1}.', [cut(name), Object.keys(commands).join(', ')]);
  const command = commands[name];
  if (rest.includes('--help')) return plain(`loss-lab ${command.usage}\n    ${command.summary}`);
  const said = await command.run(rest);
  return rest.includes('--json') ? { ...said, text: JSON.stringify(said.result) } : said;
}

/** What the computer has run out of is no fault of what was typed. */
const shortages = ['ENOSPC', 'EDQUOT', 'EFBIG', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM'];

function exitCode(error: unknown): number {
  if (!(error instanceof BadInput)) return 1;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && shortages.includes(String(cause.code)) ? 1 : 2;
}

async function main(): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as `head`, is no failure.
    if (error.code === 'EPIPE') process.exit();
    process.stderr.write(`The answer cannot be written (${reason(error)}).\n`);
    process.exit(1);
  });
  // Where nothing can be said, the exit code still is.
  process.stderr.on('error', () => undefined);
  try {
    const { text, failure } = await answer(process.argv.slice(2));
    process.stdout.write(`${text}\n`);
    if (failure === undefined) return;
    process.exitCode = 1;
    process.stderr.write(`${failure}\n`);
  } catch (error) {
    process.exitCode = exitCode(error);
    process.stderr.write(`${error instanceof BadInput ? error.message : reason(error)}\n`);
  }
}

void main();
