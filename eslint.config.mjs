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
const host = { group: ['**/host/**'], message: 'The host is the outermost room; nothing imports it.' };
const pages = { group: ['**/webview/**'], message: 'Pages are disposable; nothing imports them.' };

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
      {
        group: ['**/data/**', '**/runs/**', '**/worker/**', '**/shared/**', '**/cli/**'],
        message: 'The engine imports nothing but itself.',
      },
      host,
      pages,
    ],
  ),
  wall(['src/data/**', 'src/functions/**', 'src/runs/**', 'src/worker/**', 'src/cli/**'], [editor, host, pages]),
  wall(['src/shared/**', 'src/runs/experiment.ts', 'src/runs/run.ts'], [editor, node, host, pages]),
  wall(['src/host/**', 'src/extension.ts'], [pages]),
  wall(
    ['webview/**'],
    [
      editor,
      node,
      host,
      { group: ['**/src/data/**', '**/src/worker/**', '**/src/cli/**'], message: 'A page asks the host for this.' },
    ],
  ),
);
