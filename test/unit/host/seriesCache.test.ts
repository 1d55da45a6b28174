import { expect, test } from 'vitest';
import { SeriesCache } from '../../../src/host/seriesCache';
import { LossRecord } from '../../../src/shared/lossRecord';

/** Of 100 steps: 800 bytes. */
const record = (id: string) => new LossRecord(id, { id, loss: new Float64Array(100), accuracy: [] });
const there = (cache: SeriesCache, ...ids: string[]) => ids.filter((id) => cache.get(id) !== undefined);

test('the series asked for last stay, and those that there is no room for go', () => {
  const cache = new SeriesCache(() => false, 2400);
  for (const id of ['a', 'b', 'c']) cache.set(record(id));
  expect(there(cache, 'a', 'c', 'b')).toEqual(['a', 'c', 'b']);
  cache.get('a');
  cache.set(record('d'));
  expect(there(cache, 'a', 'b', 'c', 'd')).toEqual(['a', 'b', 'd']);
});

test('a hundred runs looked at one after the other take the room of a few', () => {
  const cache = new SeriesCache(() => false, 2400);
  const ids = Array.from({ length: 100 }, (_, i) => `run-${i}`);
  for (const id of ids) cache.set(record(id));
  expect(there(cache, ...ids)).toEqual(ids.slice(-3));
});

test('what is held stays, whatever it takes, and so does one that is larger than all the room', () => {
  const cache = new SeriesCache((id) => id === 'active', 100);
  cache.set(record('active'));
  cache.set(record('large'));
  expect(there(cache, 'active', 'large')).toEqual(['active', 'large']);
  cache.set(record('next'));
  expect(there(cache, 'active', 'large', 'next')).toEqual(['active', 'next']);
});
