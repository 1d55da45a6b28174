import * as l10n from '@vscode/l10n';
import { classes, inputs } from '../../../src/data/mnistShape';
import type { SampleId } from '../../../src/shared/pageProtocol';
import { printedArray } from './printed';

/** What a Python session says of one of the two arrays of a batch. */
const session = (name: 'X' | 't', printed: string) =>
  `>>> ${name}_batch = ${name}_train[batch_mask]\n>>> print(${name}_batch)\n${printed}`;

/** A mini-batch of training samples as the notebook's two arrays (In [8]): their shapes, and what `print` shows of them. */
export function BatchArrays({ ids, labels }: { ids: readonly SampleId[]; labels: Uint8Array }) {
  const rows = ids.length;
  const shapes = `X_batch (${rows}, ${inputs}) · t_batch (${rows}, ${classes})`;
  // Of several rows print shows the first and last pixels alone, which are paper in every picture.
  const X =
    rows > 1
      ? session(
          'X',
          printedArray([rows, inputs], () => 0),
        )
      : null;
  const t = session(
    't',
    printedArray([rows, classes], (n, k) => Number(labels[ids[n]] === k)),
  );
  return (
    <details class="arrays">
      <summary class="mono">{shapes}</summary>
      <p>
        {l10n.t(
          'A row a picture, {0} pixels long; and in the same row of t_batch its right answer. Of a long row, print shows both ends: paper.',
          inputs,
        )}
      </p>
      {X && <pre class="mono">{X}</pre>}
      <pre class="mono">{t}</pre>
    </details>
  );
}
