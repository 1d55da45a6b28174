import { expect, it } from 'vitest';
import { defaultExperiment } from '../../../../src/runs/experiment/experiment';
import { encodeRecord, type StoredRun } from '../../../../src/runs/store/runRecord';
import { RunStore } from '../../../../src/runs/store/runStore';
import { MemoryDirectory } from './memoryDirectory';

async function ended(message: string | null = null) {
  const memory = new MemoryDirectory(true);
  const store = await RunStore.open(memory);
  const { id } = await store.create(defaultExperiment);
  await store.finish(id, { state: 'failed', message });
  return { memory, store, id };
}

it('refuses words that a record has no room for', async () => {
  const { memory, store, id } = await ended();
  const refused = (words: Parameters<RunStore['describe']>[1], sentence: string) =>
    expect(store.describe(id, words)).rejects.toThrow(sentence);
  await refused({ note: 'a'.repeat(300_000) }, 'A run’s note has at most 10,000 characters, got 300,000.');
  const tags = 'A run has at most 50 tags, each one line of 1 to 100 characters.';
  await refused({ tags: Array<string>(51).fill('a') }, tags);
  await refused({ tags: ['a'.repeat(101)] }, tags);
  await refused({ tags: [''] }, tags);
  await refused({ group: 'a\nb' }, 'The name of a group of runs has one line of 1 to 100 characters.');
  const words = { note: '\0'.repeat(10_000), tags: Array<string>(50).fill('가'.repeat(100)), group: '가'.repeat(100) };
  await store.describe(id, words);
  expect((await RunStore.open(memory)).list()).toMatchObject([words]);
});

it('keeps of a long message what a record has room for', async () => {
  const { memory } = await ended('a'.repeat(300_000));
  expect((await RunStore.open(memory)).list()).toMatchObject([{ message: 'a'.repeat(1000) }]);
});

it('writes no record that is larger than any that is read', async () => {
  const { store } = await ended();
  const run = { ...store.list()[0], version: 2, note: 'a'.repeat(300_000) } as StoredRun;
  expect(() => encodeRecord(run)).toThrow(/^the record of a run has at most 262,144 bytes, got 30\d,\d{3}$/);
});
