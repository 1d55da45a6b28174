import { ensureDependencies } from './dependencies.mjs';
import { mustRun } from './run.mjs';
import { main, say } from './say.mjs';

/** Everything that ships, made from the sources: MNIST packed, translations merged, bundles and schema in dist/. */
export async function build() {
  await ensureDependencies();
  say('Packing MNIST');
  await mustRun('node', ['scripts/pack-mnist.mjs'], 'MNIST could not be packed:');
  say('Building');
  await mustRun('node', ['esbuild.mjs'], 'The build failed:');
  await mustRun('node', ['scripts/experiment-schema.mjs'], 'The schema of experiment files could not be made:');
}

if (process.argv[1] === import.meta.filename) await main(build);
