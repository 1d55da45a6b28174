import { mustRun, run } from '../run.mjs';
import { say } from '../say.mjs';

const { env, platform } = process;

/**
 * Whether there is a desktop VS Code to open a window with. The command of the same name in a remote terminal only talks
 * to its own window, and without a display there is nothing to open one on.
 */
export async function hasDesktopCode() {
  if (env.VSCODE_IPC_HOOK_CLI) return false;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY && !env.WSL_DISTRO_NAME) return false;
  const { code, output } = await run('code', ['--version'], { quiet: true }).catch(() => ({ code: 1, output: '' }));
  return code === 0 && /^\d+\.\d+\.\d+/.test(output);
}

/** Installs the VSIX there and opens `folder`. */
export async function openDesktop(vsix, folder) {
  say('Installing Loss Lab into your VS Code');
  await mustRun('code', ['--install-extension', vsix, '--force'], 'VS Code did not take the extension');
  await mustRun('code', [folder], 'VS Code could not be opened');
  say('VS Code is open: click the falling curve in its activity bar');
}
