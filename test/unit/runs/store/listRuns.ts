// Prints as JSON how many runs a directory has and what is wrong with it: `LIST DIRECTORY`.
import { listed, openStore } from './stores';

async function listRuns(directory: string): Promise<void> {
  const store = await openStore(directory);
  console.log(JSON.stringify({ runs: listed(store).length, faults: store.faults.map(({ message }) => message) }));
  await store.close();
}

void listRuns(process.argv[2]);
