import { ours } from './table.mjs';

const numpy64 = 'NumPy float64';
const numpy32 = 'NumPy float32';
const torch = 'PyTorch';
const tensorflow = 'TensorFlow.js wasm';
const python = [numpy64, numpy32, torch];

const epoch = (hidden, dtype, peers, more = {}) => ({
  title: `epoch, hidden ${hidden.join('×')}, ${dtype}`,
  peers: [ours, ...peers],
  request: { work: 'epoch', hidden, dtype, batch: 100, steps: 600 },
  ...more,
});

const growth = (hidden, batch) => ({
  title: `60,000 samples in batches of ${batch}, hidden ${hidden}, float32`,
  peers: [ours, numpy32, torch],
  request: { work: 'epoch', hidden: [hidden], dtype: 'float32', batch, steps: Math.floor(60_000 / batch) },
});

const loss = (classes, form) => ({
  title: `cross-entropy of 100 rows of ${classes.toLocaleString('en')} classes, ${form}`,
  peers: [ours, numpy64],
  request: { work: 'crossEntropy', classes, form, rows: 100 },
});

/**
 * @typedef {{ title: string, peers: string[], request: object, most?: number,
 *   bars?: { peer: string, most: number, says: string }[] }} Case
 */

/**
 * Every case: what it is called, who takes part, what they are asked, and what Loss Lab has to reach.
 * @param {{ full: boolean }} options `full`: NumPy's naive numerical gradient of all parameters, not of a sample.
 */
export const cases = ({ full }) => [
  epoch([50], 'float32', [...python, 'PyTorch, 2 threads', tensorflow], {
    bars: [
      { peer: numpy64, most: 1 / 4, says: '≤ 1/4 of NumPy float64' },
      { peer: numpy32, most: 1 / 2, says: '≤ 1/2 of NumPy float32' },
      { peer: torch, most: 1 / 3, says: '≤ 1/3 of PyTorch' },
      { peer: tensorflow, most: 1 / 40, says: '≤ 1/40 of TensorFlow.js wasm' },
    ],
  }),
  epoch([50], 'float64', [numpy64], { bars: [{ peer: numpy64, most: 1 / 2, says: '≤ 1/2 of NumPy float64' }] }),
  epoch([100], 'float32', [...python, tensorflow]),
  epoch([500], 'float32', [...python, tensorflow], {
    bars: [{ peer: torch, most: 1, says: 'not slower than PyTorch' }],
  }),
  epoch([256, 256], 'float32', [...python, tensorflow]),
  {
    title: 'evaluation of the 60,000, hidden 50, float32',
    peers: [ours, ...python, tensorflow],
    request: { work: 'evaluate', hidden: [50], dtype: 'float32' },
  },
  {
    title: 'numerical gradient, 39,760 parameters, batch 100',
    peers: [ours, numpy64],
    request: { work: 'numericalGradient', hidden: [50], batch: 100, sample: full ? null : 1000 },
    bars: [{ peer: numpy64, most: 1 / 300, says: '≥ 300 times faster than NumPy’s loop' }],
  },
  ...[10, 100, 1000, 10_000, 100_000].flatMap((classes) => [loss(classes, 'one-hot'), loss(classes, 'label')]),
  {
    title: 'MNIST from packed file to ready',
    peers: [ours, numpy64],
    request: { work: 'decode' },
    most: 0.4,
  },
  {
    title: 'opening a store of 20,000 runs',
    peers: [ours],
    request: { work: 'openStore', runs: 20_000 },
    most: 1,
  },
  {
    title: 'reading a run of a million steps',
    peers: [ours],
    request: { work: 'readSeries', steps: 1_000_000 },
    most: 0.2,
  },
  ...[10, 1000, 10_000].map((batch) => growth(50, batch)),
  ...[10, 200, 1000].map((hidden) => growth(hidden, 100)),
];
