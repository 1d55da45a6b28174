import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import util from 'node:util';
import { Missing } from './say.mjs';

export const help = `npm start [-- options]

Packs Loss Lab and opens it in VS Code: in the desktop one if there is one,
otherwise in one served on this machine, whose address is printed.

  --served        the served one, even where a desktop VS Code is there
  --port N        the port to serve on (default: a free one)
  --folder DIR    the folder to open (default: an empty one)
  --locale ko     the language of the served one: en (default) or ko`;

function parse(words) {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  const options = { help: { ...flag, short: 'h' }, served: flag, port: text, folder: text, locale: text };
  try {
    return util.parseArgs({ args: words, options }).values;
  } catch (error) {
    throw new Missing(`${error.message.split('. ')[0].replace(/\.$/, '')}; npm start -- --help lists the options.`);
  }
}

function portNumber(port) {
  const number = Number(port);
  if (!/^\d+$/.test(port) || number < 1 || number > 65_535)
    throw new Missing(`--port: expected a whole number from 1 to 65535, got ${port}.`);
  return number;
}

/** A folder as the person means it: npm runs scripts in the root, and says where it was called. */
async function existing(folder) {
  const path = resolve(process.env.INIT_CWD ?? '.', folder);
  const there = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!there) throw new Missing(`--folder: expected a folder that is there, got ${path}.`);
  return path;
}

/**
 * What follows `npm start --`, checked.
 * @returns {Promise<{ help?: boolean, served?: boolean, port?: number, folder?: string, locale?: string }>}
 * @throws {Missing} one sentence that names the option and what was expected.
 */
export async function startOptions(words) {
  const { port, folder, locale, ...flags } = parse(words);
  if (locale !== undefined && locale !== 'en' && locale !== 'ko')
    throw new Missing(`--locale: expected en or ko, got ${locale}.`);
  return {
    ...flags,
    locale,
    port: port === undefined ? undefined : portNumber(port),
    folder: folder === undefined ? undefined : await existing(folder),
  };
}
