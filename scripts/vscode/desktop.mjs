import { posix, win32 } from 'node:path';
import { there } from '../onPath.mjs';
import { mustRun, run } from '../run.mjs';
import { say } from '../say.mjs';

const { env, platform } = process;

/**
 * Where the command of a desktop VS Code is to be looked for, best first: on PATH, then where its installers put it. On
 * macOS and Windows it comes on PATH only when somebody asks for that.
 * @param {NodeJS.Platform} system
 * @param {Record<string, string | undefined>} variables of the environment.
 * @returns {string[]} `code` itself, and paths that need not be there.
 */
export function codeCommands(system, variables) {
  const at = (base, ...names) => (base ? [(system === 'win32' ? win32 : posix).join(base, ...names)] : []);
  if (system === 'darwin') {
    const inApp = ['Contents', 'Resources', 'app', 'bin', 'code'];
    const apps = ['Visual Studio Code.app', 'Visual Studio Code - Insiders.app'];
    const folders = [...at('/Applications'), ...at(variables.HOME, 'Applications')];
    return ['code', ...apps.flatMap((app) => folders.flatMap((folder) => at(folder, app, ...inApp)))];
  }
  if (system === 'win32') {
    const bin = (base, ...inside) => at(base, ...inside, 'Microsoft VS Code', 'bin', 'code.cmd');
    return [
      'code',
      ...bin(variables.LOCALAPPDATA, 'Programs'),
      ...bin(variables.ProgramFiles),
      ...bin(variables['ProgramFiles(x86)']),
    ];
  }
  return ['code', '/usr/share/code/bin/code', '/snap/bin/code', '/opt/visual-studio-code/bin/code'];
}

/** Whether a window could be opened from here at all. */
function hasDesktop() {
  // The command of the same name in a remote terminal only talks to its own window.
  if (env.VSCODE_IPC_HOOK_CLI) return false;
  return platform !== 'linux' || Boolean(env.DISPLAY ?? env.WAYLAND_DISPLAY ?? env.WSL_DISTRO_NAME);
}

async function answers(command) {
  if (command !== 'code' && !(await there(command))) return false;
  const { code, output } = await run(command, ['--version'], { quiet: true }).catch(() => ({ code: 1, output: '' }));
  return code === 0 && /^\d+\.\d+\.\d+/.test(output);
}

/** @returns {Promise<string | undefined>} the command of a desktop VS Code that a window can be opened with. */
export async function desktopCode() {
  if (!hasDesktop()) return undefined;
  for (const command of codeCommands(platform, env)) if (await answers(command)) return command;
  return undefined;
}

/** Installs the VSIX with the VS Code of that command and opens `folder` in it. */
export async function openDesktop(command, vsix, folder) {
  say('Installing Loss Lab into your VS Code');
  await mustRun(command, ['--install-extension', vsix, '--force'], 'VS Code did not take the extension');
  await mustRun(command, [folder], 'VS Code could not be opened');
  say('VS Code is open: click the falling curve in its activity bar');
}
