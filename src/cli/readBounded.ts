import { stat } from 'node:fs/promises';
import { BadInput } from '../engine';
import { reason } from '../runs/store/directory';
import { readFile } from '../runs/store/nodeDirectory';
import { cut } from './arguments';

/**
 * The text of a file that somebody named, of at most `most` bytes.
 * @throws BadInput naming the file; at once when it is too large, or a pipe or device, which might never answer.
 */
export async function readBounded(file: string, most: number): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > most) throw new BadInput(file, '{0}: expected at most {1} bytes.', [file, most]);
    return new TextDecoder().decode(await readFile(file, { most }));
  } catch (error) {
    if (error instanceof BadInput) throw error;
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    throw new BadInput(file, '{0}: the file cannot be read ({1}).', [
      code === 'ENAMETOOLONG' ? cut(file) : file,
      code === 'ENOENT' || code === 'ENOTDIR' ? 'there is no such file' : reason(error),
    ]);
  }
}
