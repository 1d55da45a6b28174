import { cp, mkdir } from 'node:fs/promises';
import { tex } from './tex.mjs';

/**
 * What ships, as esbuild is asked for it: the extension, the thread that trains, the command line, the pages.
 * @param {{ watch?: boolean }} [options] watch: readable, with source maps.
 * @returns {import('esbuild').BuildOptions[]}
 */
export function jobs({ watch = false } = {}) {
  const shared = { bundle: true, minify: !watch, sourcemap: watch, logLevel: 'warning', target: 'es2023' };
  // `module` first: some packages' `main` looks up its own parts only as it runs, which no bundle has.
  const node = {
    ...shared,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    mainFields: ['module', 'main'],
    loader: { '.wasm': 'binary' },
  };
  return [
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
}

/** Puts the icons' font beside the pages. */
export async function copyIcons() {
  await mkdir('dist/webview', { recursive: true });
  const codicons = 'node_modules/@vscode/codicons/dist';
  await Promise.all(['codicon.css', 'codicon.ttf'].map((file) => cp(`${codicons}/${file}`, `dist/webview/${file}`)));
}
