import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { cache } from './cache.mjs';
import { packVsix } from './package.mjs';
import { mustRun, run } from './run.mjs';
import { main, say } from './say.mjs';
import { serve } from './vscode/serve.mjs';

const help = `npm start [-- options]

Packs Loss Lab and opens it in VS Code: in the desktop one if \`code\` is there,
otherwise in one served on this machine, whose address is printed.

  --served        the served one, even where a desktop VS Code is there
  --port N        the port to serve on (default: a free one)
  --folder DIR    the folder to open (default: an empty one)
  --locale ko     the language, English by default`;

/** The desktop's `code`; the command of the same name inside a remote terminal only talks to its own window. */
async function hasDesktopCode() {
  if (process.env.VSCODE_IPC_HOOK_CLI) return false;
  const { code, output } = await run('code', ['--version'], { quiet: true }).catch(() => ({ code: 1, output: '' }));
  return code === 0 && /^\d+\.\d+\.\d+/.test(output);
}

async function openDesktop(vsix, folder) {
  say('Installing Loss Lab into your VS Code');
  await mustRun('code', ['--install-extension', vsix, '--force'], 'VS Code did not take the extension:');
  await mustRun('code', [folder], 'VS Code could not be opened:');
  say('VS Code is open: click the falling curve in its activity bar');
}

async function openServed(vsix, folder, { port, locale }) {
  const token = randomBytes(16).toString('hex');
  const data = join(cache, 'start');
  const options = { data, vsix, token, ...(port ? { port: Number(port) } : {}), ...(locale ? { locale } : {}) };
  const server = await serve(options);
  say('VS Code is served on this machine only. Open this address in a browser:');
  console.log(`\n  http://127.0.0.1:${server.port}/?folder=${encodeURI(folder)}&tkn=${token}\n`);
  console.log('Then click the falling curve in the activity bar. Ctrl+C ends it.');
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void server.stop());
  await new Promise((ended) => server.process.once('exit', ended));
}

await main(async () => {
  const { values } = parseArgs({
    options: {
      help: { type: 'boolean' },
      served: { type: 'boolean' },
      port: { type: 'string' },
      folder: { type: 'string' },
      locale: { type: 'string' },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const vsix = resolve(await packVsix());
  const folder = resolve(values.folder ?? join(cache, 'workspace'));
  await mkdir(folder, { recursive: true });
  if (!values.served && (await hasDesktopCode())) await openDesktop(vsix, folder);
  else await openServed(vsix, folder, values);
});
