import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cache } from './cache.mjs';
import { packVsix } from './package.mjs';
import { main, say } from './say.mjs';
import { help, startOptions } from './startOptions.mjs';
import { desktopCode, openDesktop } from './vscode/desktop.mjs';
import { serve } from './vscode/serve.mjs';

async function openServed(vsix, folder, { port, locale }) {
  const token = randomBytes(16).toString('hex');
  const server = await serve({ data: join(cache, 'start'), vsix, token, port, locale });
  const path = encodeURIComponent(decodeURI(pathToFileURL(folder).pathname)).replaceAll('%2F', '/');
  say('VS Code is served on this machine only. Open this address in a browser:');
  console.log(`\n  http://127.0.0.1:${server.port}/?folder=${path}&tkn=${token}\n`);
  console.log('Then click the falling curve in the activity bar. Ctrl+C ends it.');
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => void server.stop());
  await new Promise((ended) => server.process.once('exit', ended));
}

await main(import.meta.url, async () => {
  const options = await startOptions(process.argv.slice(2));
  if (options.help) {
    console.log(help);
    return;
  }
  const vsix = resolve(await packVsix());
  const folder = options.folder ?? join(cache, 'workspace');
  await mkdir(folder, { recursive: true });
  const command = options.served ? undefined : await desktopCode();
  if (command) await openDesktop(command, vsix, folder);
  else await openServed(vsix, folder, options);
});
