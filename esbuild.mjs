// Bundles everything that ships: the extension, the thread that trains, the command line, the pages.
import { build, context } from 'esbuild';
import { cp, mkdir } from 'node:fs/promises';
import { tex } from './scripts/tex.mjs';

const watch = process.argv.includes('--watch');
const shared = { bundle: true, minify: !watch, sourcemap: watch, logLevel: 'warning', target: 'es2023' };
const node = { ...shared, platform: 'node', format: 'cjs', target: 'node20', loader: { '.wasm': 'binary' } };
const jobs = [
  { ...node, entryPoints: { extension: 'src/extension.ts' }, external: ['vscode'], outdir: 'dist' },
  { ...node, entryPoints: { thread: 'src/worker/thread.ts' }, outdir: 'dist' },
  { ...node, entryPoints: { cli: 'src/cli/main.ts' }, outdir: 'dist', banner: { js: '#!/usr/bin/env node' } },
  {
    ...shared,
    entryPoints: { panel: 'webview/labs/panel.tsx', live: 'webview/live/live.tsx' },
    platform: 'browser',
    format: 'iife',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    plugins: [tex],
    outdir: 'dist/webview',
  },
];

await mkdir('dist/webview', { recursive: true });
const codicons = 'node_modules/@vscode/codicons/dist';
await Promise.all(['codicon.css', 'codicon.ttf'].map((file) => cp(`${codicons}/${file}`, `dist/webview/${file}`)));
if (watch) await Promise.all(jobs.map(async (job) => (await context(job)).watch()));
else await Promise.all(jobs.map((job) => build(job)));
