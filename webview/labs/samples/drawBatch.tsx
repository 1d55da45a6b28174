import * as l10n from '@vscode/l10n';
import { useEffect } from 'preact/hooks';
import { largestSeed } from '../../../src/engine';
import { trainingSamples } from '../../../src/data/mnistShape';
import { typedNumber } from '../../../src/functions/typedNumber';
import { Card } from '../../components/card';
import { TextField } from '../../components/field';
import { Form } from '../../components/form';
import { Notice } from '../../components/notice';
import { count } from '../../text/format';
import { wholeFault } from '../../text/wholeNumber';
import { BatchArrays } from './batchArrays';
import {
  drawAgain,
  drawAndPick,
  drawn,
  dropRefusal,
  fields,
  refusal,
  timesOf,
  type Draw,
  type DrawnBatch,
} from './drawing';
import { LookUp } from './lookUp';

/** Draws a mini-batch as NumPy does, and picks exactly that; or picks what was drawn elsewhere, by its numbers. */
export function DrawBatch({ labels }: { labels: Uint8Array }) {
  const { drawSeed, drawSize, drawReplace } = fields.value;
  const seedFault = wholeFault(drawSeed, 0, largestSeed);
  const sizeFault = wholeFault(drawSize, 1, trainingSamples);
  const set = (change: Partial<typeof fields.value>) => {
    fields.set(change);
    dropRefusal();
  };
  useEffect(drawAgain, []);
  return (
    <Card
      class="draw-batch"
      title={l10n.t('Draw a mini-batch')}
      tools={
        <Form
          onSubmit={() =>
            void drawAndPick({ seed: typedNumber(drawSeed), size: typedNumber(drawSize), replace: drawReplace })
          }
        >
          <TextField
            id="draw-seed"
            label={l10n.t('Seed')}
            value={drawSeed}
            error={seedFault}
            onInput={(text) => set({ drawSeed: text })}
          />
          <TextField
            id="draw-size"
            label={l10n.t('Size')}
            value={drawSize}
            error={sizeFault}
            onInput={(text) => set({ drawSize: text })}
          />
          <label class="check">
            <input
              type="checkbox"
              checked={drawReplace}
              onChange={(event) => set({ drawReplace: event.currentTarget.checked })}
            />
            {l10n.t('with replacement')}
          </label>
          <button type="submit" class="button">
            {l10n.t('Draw')}
          </button>
        </Form>
      }
    >
      <LookUp />
      {refusal.value && <Notice>{refusal.value}</Notice>}
      {drawn.value && <DrawnIndices {...drawn.value} />}
      {drawn.value?.ids.every((id) => id < trainingSamples) && <BatchArrays ids={drawn.value.ids} labels={labels} />}
    </Card>
  );
}

/** Indices listed before the rest is only counted. */
const mostListed = 200;

/** What NumPy is asked for these numbers. */
const numpyOf = ({ seed, size, replace }: Draw) =>
  `np.random.seed(${seed}); np.random.choice(60000, ${size}${replace ? '' : ', replace=False'})`;

function DrawnIndices({ from, ids }: DrawnBatch) {
  const times = timesOf(ids);
  const again = [...times.values()].filter((n) => n > 1).length;
  return (
    <div class="drawn" role="status">
      <p>
        {from ? (
          <code>{numpyOf(from)}</code>
        ) : (
          <span class="dim">{l10n.t('{0} digits, by their numbers', count(ids.length))}</span>
        )}
        {again > 0 && <span class="twice">{l10n.t('{0} of them came more than once', again)}</span>}
      </p>
      <p class="mono indices">
        {ids.slice(0, mostListed).map((id, i) => (
          <span key={i} class={(times.get(id) ?? 0) > 1 ? 'twice' : undefined}>
            {id}{' '}
          </span>
        ))}
        {ids.length > mostListed && '…'}
      </p>
    </div>
  );
}
