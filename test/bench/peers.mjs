import { spawn } from 'node:child_process';
import { access, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { build as bundle } from 'esbuild';
import { mustRun, run } from '../../scripts/run.mjs';
import { say } from '../../scripts/say.mjs';
import { ensureVsCode } from '../../scripts/vscode/install.mjs';
import { ours } from './table.mjs';

const folder = import.meta.dirname;
const data = resolve('media/mnist');

/** A process that answers a line of JSON with a line of JSON. */
function start(program, words, env = {}) {
  const child = spawn(program, words, { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, ...env } });
  const waiting = [];
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.(JSON.parse(line)));
  const fail = (reason) => {
    while (waiting.length) waiting.shift()({ error: reason });
  };
  child.on('error', (error) => fail(error.message));
  child.on('close', (code) => fail(`its process ended (${code})`));
  return {
    ask: (request) =>
      new Promise((settle) => {
        waiting.push(settle);
        child.stdin.write(`${JSON.stringify({ data, ...request })}\n`, () => {});
      }),
    stop: () => child.kill(),
  };
}

async function lossLab(node) {
  const outfile = 'out/bench/lossLab.cjs';
  const loader = { '.wasm': 'binary' };
  const entryPoints = [join(folder, 'peers/lossLab.ts')];
  await bundle({ entryPoints, outfile, bundle: true, platform: 'node', target: 'node20', loader, logLevel: 'warning' });
  return start(node, [outfile]);
}

/** The Node that both JavaScript peers run on: the one that VS Code itself runs extensions on. */
async function editorsNode() {
  try {
    return (await ensureVsCode()).node;
  } catch {
    say('VS Code’s own Node cannot be had: measuring on this one');
    return process.execPath;
  }
}

/** The first Python that has the module: Debian's before any other. */
async function pythonWith(module) {
  for (const python of ['/usr/bin/python3', 'python3']) {
    const { code } = await run(python, ['-c', `import ${module}`], { quiet: true }).catch(() => ({ code: 1 }));
    if (code === 0) return python;
  }
  return undefined;
}

/** One thread each, as Loss Lab has. */
const threads = (count) => ({
  OMP_NUM_THREADS: `${count}`,
  OPENBLAS_NUM_THREADS: `${count}`,
  MKL_NUM_THREADS: `${count}`,
});

async function tensorflow(node) {
  const root = join(folder, 'peers/tensorflow');
  const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
  const stamp = join(root, 'node_modules/.installed');
  if ((await readFile(stamp, 'utf8').catch(() => '')) !== lock) {
    say('Installing TensorFlow.js, for the benchmark alone');
    await mustRun('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], 'TensorFlow.js', { cwd: root });
    await writeFile(stamp, lock);
  }
  return start(node, [join(root, 'peer.mjs')]);
}

const python = (script, module, debian, words, count) => async () => {
  const program = await pythonWith(module);
  if (!program) throw new Error(`not compared: no ${module} (Debian: apt install ${debian} libopenblas0)`);
  return start(program, [join(folder, 'peers', script), ...words], threads(count));
};

/**
 * Starts everybody who is there.
 * @param {string | undefined} wanted the Node to run on; unless said otherwise, that of the VS Code that the tests use.
 */
export async function startPeers(wanted) {
  const node = wanted ?? process.env.LOSS_LAB_NODE ?? (await editorsNode());
  const numpy = (dtype) => python('numpy_peer.py', 'numpy', 'python3-numpy', [dtype], 1);
  const torch = (count) => python('torch_peer.py', 'torch', 'python3-torch', [`${count}`], count);
  const starters = {
    [ours]: () => lossLab(node),
    'NumPy float64': numpy('float64'),
    'NumPy float32': numpy('float32'),
    PyTorch: torch(1),
    'PyTorch, 2 threads': torch(2),
    'TensorFlow.js wasm': () => tensorflow(node),
  };
  await access(data);
  const running = {};
  const hosts = {};
  for (const [name, starter] of Object.entries(starters))
    try {
      const peer = await starter();
      const { host, error } = await peer.ask({ work: 'hello' });
      if (error) throw new Error(`not compared: ${error}`);
      hosts[name] = host;
      running[name] = peer;
    } catch (error) {
      hosts[name] = error.message.split('\n')[0];
      say(`${name}: ${hosts[name]}`);
    }
  return { running, hosts, stop: () => Object.values(running).forEach((peer) => peer.stop()) };
}
