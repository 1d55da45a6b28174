import { expect, test } from 'vitest';
import { codeCommands } from '../../../scripts/vscode/desktop.mjs';

test('a desktop VS Code is looked for on PATH first, then where its installers put it', () => {
  expect(codeCommands('darwin', { HOME: '/Users/ada' })).toEqual([
    'code',
    '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
    '/Users/ada/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code',
    '/Applications/Visual Studio Code - Insiders.app/Contents/Resources/app/bin/code',
    '/Users/ada/Applications/Visual Studio Code - Insiders.app/Contents/Resources/app/bin/code',
  ]);
  const windows = { LOCALAPPDATA: 'C:\\Users\\ada\\AppData\\Local', ProgramFiles: 'C:\\Program Files' };
  expect(codeCommands('win32', windows)).toEqual([
    'code',
    'C:\\Users\\ada\\AppData\\Local\\Programs\\Microsoft VS Code\\bin\\code.cmd',
    'C:\\Program Files\\Microsoft VS Code\\bin\\code.cmd',
  ]);
  expect(codeCommands('linux', {})[0]).toBe('code');
});
