import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The rooms of the house, and what each may not import: who breaks a wall is told why there is one. */
const wall = (files, patterns) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns }] },
});
const editor = { group: ['vscode'], message: 'Only src/host and src/extension.ts know the editor.' };
const node = { group: ['node:*'], message: 'This room runs without Node.' };
const host = { regex: '(^|/)(src|\\.\\.)/host(/|$)', message: 'The host is the outermost room; nothing imports it.' };
const pages = { group: ['**/webview/**'], message: 'Pages are disposable; nothing imports them.' };
/** @param {string} names of rooms in src, as in `runs|worker`. */
const rooms = (names, message) => ({ regex: `(^|/)(${names})/`, message });

export default defineConfig(
  { ignores: ['dist/', 'out/', '.cache/', 'node_modules/', 'media/', '**/*.generated.ts', 'src/kernels/assembly/'] },
  js.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['src/engine/tsconfig.json', 'src/tsconfig.json', 'webview/tsconfig.json', 'test/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-misused-promises': [
        'error',
        { checksVoidReturn: { attributes: false, arguments: false } },
      ],
      '@typescript-eslint/prefer-for-of': 'off',
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        [
          'process',
          'console',
          'URL',
          'setTimeout',
          'clearTimeout',
          'setInterval',
          'clearInterval',
          'Buffer',
          'fetch',
          'performance',
          'AbortSignal',
          'AbortController',
        ].map((name) => [name, 'readonly']),
      ),
    },
  },
  wall(
    ['src/engine/**'],
    [
      { regex: '^[^.]', message: 'The engine imports nothing but itself.' },
      rooms('kernels|functions|data|runs|worker|shared|cli', 'The engine imports nothing but itself.'),
      host,
      pages,
    ],
  ),
  wall(
    ['src/kernels/*.ts'],
    [
      { regex: '^[^.]', message: 'The kernels run wherever the engine runs.' },
      rooms('functions|data|runs|worker|shared|cli', 'The kernels know the engine and nothing else.'),
      host,
      pages,
    ],
  ),
  wall(
    ['src/functions/**'],
    [
      editor,
      node,
      rooms('kernels|data|runs|worker|shared|cli', 'Formulas know the engine and nothing else.'),
      host,
      pages,
    ],
  ),
  wall(
    ['src/data/**'],
    [editor, rooms('kernels|functions|runs|worker|shared|cli', 'Data knows nothing of who uses it.'), host, pages],
  ),
  wall(
    ['src/runs/**'],
    [editor, rooms('worker|shared|cli', 'What is recorded knows nothing of who trains or draws it.'), host, pages],
  ),
  wall(
    ['src/runs/experiment/experiment.ts', 'src/runs/run.ts', 'src/runs/runSummary.ts', 'src/runs/series.ts'],
    [editor, node, rooms('worker|shared|cli', 'A value.'), host, pages],
  ),
  wall(['src/worker/**'], [editor, rooms('cli', 'The command line is an end of its own.'), host, pages]),
  wall(['src/shared/**'], [editor, node, rooms('worker|cli', 'Both ends of a page import this.'), host, pages]),
  wall(['src/cli/**'], [editor, rooms('worker', 'The command line trains in its own thread.'), host, pages]),
  wall(['src/host/**', 'src/extension.ts'], [pages]),
  wall(
    ['webview/**'],
    [
      editor,
      node,
      { regex: '/src/host/', message: 'The host is the outermost room; nothing imports it.' },
      { regex: '/src/(data/(?!mnistShape$)|worker/|cli/)', message: 'A page asks the host for this.' },
    ],
  ),
);
