// Prints as JSON how many runs a directory has and what is wrong with it: `LIST DIRECTORY`.
import { RunStore } from '../../../../src/runs/store/runStore';

async function listRuns(directory: string): Promise<void> {
  const store = await RunStore.open(directory);
  console.log(JSON.stringify({ runs: store.list().length, faults: store.faults.map(({ message }) => message) }));
  await store.close();
}

void listRuns(process.argv[2]);
