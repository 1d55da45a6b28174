import * as l10n from '@vscode/l10n';
import type { SampleId } from '../../src/shared/protocol';
import { side } from './digitCache';
import { cache, cacheVersion } from './digits';

/** The shortest decimal that reads back as this float32, as NumPy prints one. */
export function float32Digits(value: number): string {
  const rounded = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const text = Number(rounded.toPrecision(digits));
    if (Math.fround(text) === rounded) return String(text);
  }
  return String(Number(rounded.toPrecision(9)));
}

/** The 28 × 28 bytes of a digit. */
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
                <td
                  key={column}
                  class={value === 0 ? 'zero' : undefined}
                  style={{ '--share': `${(value / 255) * 45}%` }}
                >
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
