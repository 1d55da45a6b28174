import { build } from 'esbuild';
import { basename } from 'node:path';

/** Bundles `entry` for Node, as esbuild.mjs does with what ships, so that a test can run it in a process or thread. */
export async function bundled(entry: string): Promise<string> {
  const outfile = `out/test/${basename(entry, '.ts')}.cjs`;
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    loader: { '.wasm': 'binary' },
    logLevel: 'warning',
  });
  return outfile;
}
