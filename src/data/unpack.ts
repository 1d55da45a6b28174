import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { BadInput } from '../engine/badInput';

/** Bytes read or inflated at a time: large enough to be fast, small enough to show progress. */
const chunkSize = 1 << 20;

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : String(error));

/**
 * Inflates a gzip file of at most `most` bytes (unpacked) on a thread of the pool.
 * @param onRead called with the number of packed bytes read since the last call.
 * @throws BadInput naming the file when it is missing, damaged, truncated or larger than `most`; no more than
 *   `most` bytes are ever kept.
 */
export async function unpack(file: string, most: number, onRead?: (bytes: number) => void): Promise<Uint8Array> {
  const unpacked = new Uint8Array(most);
  let length = 0;
  const source = createReadStream(file, { highWaterMark: chunkSize });
  const chunks = createGunzip({ chunkSize });
  if (onRead)
    source.on('data', (chunk) => {
      onRead(chunk.length);
    });
  source.on('error', (error) => chunks.destroy(error));
  try {
    for await (const chunk of source.pipe(chunks) as AsyncIterable<Buffer>) {
      if (length + chunk.length > most)
        throw new BadInput(file, '{0}: expected at most {1} bytes once unpacked, got more.', [file, most]);
      unpacked.set(chunk, length);
      length += chunk.length;
    }
  } catch (error) {
    throw error instanceof BadInput ? error : unreadable(file, codeOf(error));
  } finally {
    source.destroy();
  }
  return unpacked.subarray(0, length);
}

function unreadable(file: string, code: string): BadInput {
  if (code === 'ENOENT') return new BadInput(file, '{0} is missing: install Loss Lab again.', [file]);
  if (code === 'Z_BUF_ERROR')
    return new BadInput(file, '{0} ends too early: expected a whole gzip file; install Loss Lab again.', [file]);
  if (code.startsWith('Z_'))
    return new BadInput(file, '{0} is damaged: expected a gzip file; install Loss Lab again.', [file]);
  return new BadInput(file, '{0} cannot be read ({1}).', [file, code]);
}
