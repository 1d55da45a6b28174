// The same network in TensorFlow.js on its WebAssembly backend, one thread, as its documentation trains one: a
// compiled model and trainOnBatch. Answers lines of JSON.
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { gunzipSync } from 'node:zlib';

// The builds for Node; those that `import` finds are for bundlers.
const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs');
const wasm = require('@tensorflow/tfjs-backend-wasm');

let loaded;
async function samples(folder) {
  const read = async (name, skip) => gunzipSync(await readFile(join(folder, name))).subarray(skip);
  loaded ??= {
    x: Float32Array.from(await read('train-images-idx3-ubyte.gz', 16), (p) => p / 255),
    t: Int32Array.from(await read('train-labels-idx1-ubyte.gz', 8)),
  };
  return loaded;
}

function network(hidden) {
  const model = tf.sequential();
  const kernelInitializer = tf.initializers.randomNormal({ stddev: 0.01 });
  hidden.forEach((units, layer) =>
    model.add(
      tf.layers.dense({ units, activation: 'relu', kernelInitializer, ...(layer === 0 ? { inputShape: [784] } : {}) }),
    ),
  );
  model.add(tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer }));
  model.compile({ optimizer: tf.train.sgd(0.1), loss: 'categoricalCrossentropy' });
  return model;
}

async function step(model, { x, t }, batch) {
  const rows = new Float32Array(batch * 784);
  const labels = new Int32Array(batch);
  for (let n = 0; n < batch; n++) {
    const drawn = Math.floor(Math.random() * 60_000);
    rows.set(x.subarray(drawn * 784, (drawn + 1) * 784), n * 784);
    labels[n] = t[drawn];
  }
  const input = tf.tensor2d(rows, [batch, 784]);
  const target = tf.oneHot(tf.tensor1d(labels, 'int32'), 10);
  await model.trainOnBatch(input, target);
  tf.dispose([input, target]);
}

async function epoch({ hidden, batch, steps, data, isWarmUp }) {
  const set = await samples(data);
  const model = network(hidden);
  // A sixth of the larger networks' epoch is enough to know its speed.
  const taken = Math.ceil(steps / (isWarmUp ? 30 : hidden[0] > 50 ? 6 : 1));
  const start = performance.now();
  for (let i = 0; i < taken; i++) await step(model, set, batch);
  const seconds = ((performance.now() - start) / 1000) * (steps / taken);
  model.dispose();
  const note = 'TensorFlow.js took 100 steps of the epochs with more than 50 hidden units, scaled up to 600';
  return { seconds, ...(hidden[0] > 50 ? { note } : {}) };
}

async function evaluate({ hidden, data }) {
  const { x } = await samples(data);
  const model = network(hidden);
  const start = performance.now();
  for (let first = 0; first < 60_000; first += 1000)
    tf.tidy(() => {
      const input = tf.tensor2d(x.subarray(first * 784, (first + 1000) * 784), [1000, 784]);
      tf.argMax(model.predict(input), 1).dataSync();
    });
  return { seconds: (performance.now() - start) / 1000 };
}

async function hello() {
  wasm.setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  wasm.setThreadsCount(1);
  await tf.setBackend('wasm');
  await tf.ready();
  return {
    host: `TensorFlow.js ${tf.version.tfjs}, backend ${tf.getBackend()}, Node ${process.versions.node}, one thread`,
  };
}

const works = { hello, epoch, evaluate };
createInterface({ input: process.stdin }).on('line', async (line) => {
  const request = JSON.parse(line);
  const answer = await works[request.work](request).catch((error) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
});
