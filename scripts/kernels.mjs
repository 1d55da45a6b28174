import { mkdir } from 'node:fs/promises';
import { mustRun } from './run.mjs';

const source = 'src/kernels/assembly/index.ts';
const builds = { simd: ['simd'], 'relaxed-simd': ['simd', 'relaxed-simd'] };

/** Compiles the kernels, once for each set of instructions, to out/kernels. */
export async function compileKernels() {
  await mkdir('out/kernels', { recursive: true });
  for (const [name, features] of Object.entries(builds)) {
    const options = ['-O3', '--runtime', 'stub', '--importMemory', '--noAssert'];
    const enabled = features.flatMap((feature) => ['--enable', feature]);
    const words = ['node_modules/assemblyscript/bin/asc.js', source, '--outFile', `out/kernels/${name}.wasm`];
    await mustRun(process.execPath, [...words, ...options, ...enabled], 'The kernels could not be compiled');
  }
}
