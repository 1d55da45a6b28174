import { ensureDependencies } from './dependencies.mjs';
import { compileKernels } from './kernels.mjs';
import { mustRun } from './run.mjs';
import { main, say } from './say.mjs';

async function buildAll() {
  await ensureDependencies();
  say('Packing MNIST');
  await mustRun(process.execPath, ['scripts/pack-mnist.mjs'], 'MNIST could not be packed');
  say('Compiling the kernels');
  await compileKernels();
  say('Building');
  await mustRun(process.execPath, ['esbuild.mjs'], 'The build failed');
  await mustRun(
    process.execPath,
    ['scripts/experiment-schema.mjs'],
    'The schema of experiment files could not be made',
  );
}

let built;

/** Everything that ships, made once from the sources: MNIST packed, bundles and schema in dist/. */
export const build = () => (built ??= buildAll());

await main(import.meta.url, build);
