// Records a run until it is killed, and says after each write how many steps are kept: `ID STEPS`.
import { defaultExperiment, mostSteps } from '../../../../src/runs/experiment/experiment';
import { append, openStore } from './stores';

async function recordForever(directory: string): Promise<void> {
  const store = await openStore(directory);
  const { id } = await store.create({ ...defaultExperiment, steps: mostSteps });
  for (let step = 0; ; step += 100) {
    const loss = Float64Array.from({ length: 100 }, (_, index) => (step + index) / 2);
    await append(store, id, step, loss, [{ step, train: 0.5, test: 0.25 }], step / 1000);
    if (step % 1000 === 0) await store.keepCheckpoint(id, new Uint8Array(1000).fill(step / 1000));
    process.stdout.write(`${id} ${step + 100}\n`);
  }
}

void recordForever(process.argv[2]);
