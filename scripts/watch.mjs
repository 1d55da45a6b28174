import { context } from 'esbuild';
import { watch } from 'node:fs';
import { build } from './build.mjs';
import { jobs } from './bundles.mjs';
import { compileKernels } from './kernels.mjs';
import { mustRun } from './run.mjs';
import { main, say, sentence } from './say.mjs';

/** A save writes a file more than once, and a formatter once more. */
const restMs = 100;

/** Calls `work` after something below `folder` changed, once for what changes together, and never twice at a time. */
function whenChanged(folder, work) {
  let timer;
  let working = Promise.resolve();
  const turn = () => {
    working = working.then(work).catch((error) => console.error(sentence(error)));
  };
  watch(folder, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(turn, restMs);
  });
}

/** Says when a bundle is being made and when all are there: the editor's task waits for the second. */
const told = () => {
  let going = 0;
  return {
    name: 'told',
    setup({ onStart, onEnd }) {
      onStart(() => {
        if (going++ === 0) say('Building anew');
      });
      onEnd(() => {
        if (--going === 0) say('Built; watching');
      });
    },
  };
};

await main(import.meta.url, async () => {
  await build();
  const telling = told();
  const contexts = await Promise.all(
    jobs({ watch: true }).map((job) => context({ ...job, plugins: [...(job.plugins ?? []), telling] })),
  );
  await Promise.all(contexts.map((made) => made.watch()));
  // esbuild itself sees the compiled kernels change, and bundles them anew.
  whenChanged('src/kernels/assembly', compileKernels);
  whenChanged('src/runs', () =>
    mustRun(process.execPath, ['scripts/experiment-schema.mjs'], 'The schema of experiment files could not be made'),
  );
  await new Promise(() => {});
});
