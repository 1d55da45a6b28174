import { describe, expect, it } from 'vitest';
import { cases } from '../../bench/cases.mjs';
import { barLines, markdown, median, shown } from '../../bench/table.mjs';

describe('the benchmark’s table', () => {
  it('takes the middle of an odd number of rounds, and the mean of the two middle ones of an even number', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('shows seconds in a unit that fits', () => {
    expect([2.345, 0.0456, 0.0000067].map(shown)).toEqual(['2.35 s', '45.6 ms', '6.70 µs']);
  });

  it('says of each bar whether it is met, by how much, or why it is not known', () => {
    const bars = [
      { peer: 'NumPy', most: 1 / 4, says: '≤ 1/4 of NumPy' },
      { peer: 'PyTorch', most: 1 / 3, says: '≤ 1/3 of PyTorch' },
      { peer: 'Other', most: 1, says: 'not slower than Other' },
    ];
    expect(barLines({ bars, most: 0.2 }, { 'Loss Lab': 0.1, NumPy: 0.5, PyTorch: 0.2 })).toEqual([
      '≤ 1/4 of NumPy: met (1/5.0)',
      '≤ 1/3 of PyTorch: NOT MET (1/2.0)',
      'not slower than Other: not compared, Other is not there',
      '< 200 ms: met (100 ms)',
    ]);
    expect(barLines({ bars }, { NumPy: 0.5 })).toEqual([]);
  });

  it('has a column for everybody, says why one is empty, and how many times as long the others took', () => {
    const text = markdown(
      [{ title: 'epoch', medians: { 'Loss Lab': 0.1, NumPy: 0.5 }, notes: { NumPy: 'scaled up' } }],
      { 'Loss Lab': 'Node 24', NumPy: 'NumPy 1.24', PyTorch: 'not compared: no torch' },
    );
    expect(text).toContain('- PyTorch: not compared: no torch');
    expect(text).toContain('| epoch | 100 ms | 500 ms (5.0 ×) |  |  |');
    expect(text).toContain('- scaled up');
  });

  it('knows the peers of every case', () => {
    const known = ['Loss Lab', 'NumPy float64', 'NumPy float32', 'PyTorch', 'PyTorch, 2 threads', 'TensorFlow.js wasm'];
    for (const { title, peers } of cases({ full: false }) as { title: string; peers: string[] }[]) {
      expect(title).not.toBe('');
      expect(peers.filter((peer) => !known.includes(peer))).toEqual([]);
      expect(peers[0]).toBe('Loss Lab');
    }
  });
});
