// Prints as JSON how many runs a directory has, what is wrong with it, and the seconds to list it: `LIST DIRECTORY`.
import { listed, openStore } from './stores';

async function listRuns(directory: string): Promise<void> {
  const began = performance.now();
  const store = await openStore(directory);
  const runs = listed(store).length;
  const seconds = (performance.now() - began) / 1000;
  console.log(JSON.stringify({ runs, faults: store.faults.map(({ message }) => message), seconds }));
  await store.close();
}

void listRuns(process.argv[2]);
