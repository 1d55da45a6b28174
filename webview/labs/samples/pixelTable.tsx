import * as l10n from '@vscode/l10n';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { side } from '../../digits/digitCache';
import { cache, cacheVersion } from '../../digits/digits';

/** How a byte's number is written on the pixel's own shade, so that it can be read there. */
const shade = (value: number) => (value === 0 ? 'zero' : value < 118 ? undefined : value <= 137 ? 'middle' : 'inked');

/** The 28 × 28 bytes of a digit, each on its own shade: the numbers are the picture. */
export function PixelTable({ id }: { id: SampleId }) {
  // Read so that the table fills when the digit comes.
  const digit = cacheVersion.value >= 0 ? cache.get(id) : undefined;
  if (!digit) return null;
  return (
    <div class="pixel-table" tabIndex={0} role="region" aria-label={l10n.t('Pixel values')}>
      <table>
        <tbody>
          {Array.from({ length: side }, (_, row) => (
            <tr key={row}>
              {Array.from(digit.subarray(row * side, (row + 1) * side), (value, column) => (
                <td key={column} class={shade(value)} style={{ '--share': `${(value / 255) * 100}%` }}>
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
