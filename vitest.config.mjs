import { readFile } from 'node:fs/promises';
import { defineConfig } from 'vitest/config';

/** As esbuild's `binary` loader, with which everything that ships is bundled. */
const wasm = {
  name: 'wasm',
  enforce: 'pre',
  async load(id) {
    if (!id.endsWith('.wasm')) return undefined;
    const base64 = await readFile(id, 'base64');
    return `export default Uint8Array.from(atob('${base64}'), (character) => character.charCodeAt(0));`;
  },
};

export default defineConfig({
  plugins: [wasm],
  test: { include: ['test/unit/**/*.test.ts'], testTimeout: 20_000, maxWorkers: 2 },
});
