import { defineConfig } from '@vscode/test-cli';

// `npm test` names an executable that serves VS Code from npm and opens it in a headless browser; run by itself,
// `npx vscode-test` fetches a desktop VS Code and runs the same tests in that.
const served = process.env.LOSS_LAB_SERVED_VSCODE;

export default defineConfig({
  files: 'out/test/vscode/**/*.test.js',
  workspaceFolder: 'out/test/workspace',
  mocha: { ui: 'tdd', timeout: 60_000 },
  ...(served ? { useInstallation: { fromPath: served } } : {}),
});
