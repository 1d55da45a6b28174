import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import type { SampleId } from '../../src/shared/protocol';
import { Card } from '../components/card';
import { TextField } from '../components/field';
import { recall, remember, request } from '../host';
import { sentence } from '../sentence';

const wholeNumber = /^\s*\d+\s*$/;
const largestSeed = 2 ** 32 - 1;
const trainingSamples = 60_000;

const fault = (text: string, least: number, most: number) =>
  wholeNumber.test(text) && Number(text) >= least && Number(text) <= most
    ? undefined
    : l10n.t('Expected a whole number from {0} to {1}.', least, most.toLocaleString('en'));

interface Drawn {
  call: string;
  ids: SampleId[];
}

/** Draws a mini-batch as NumPy does, and picks exactly that. */
export function DrawBatch({ onPick }: { onPick: (ids: SampleId[]) => void }) {
  const fields = useSignal(recall({ drawSeed: '0', drawSize: '10', drawReplace: true }));
  const drawn = useSignal<Drawn | null>(null);
  const refusal = useSignal<string | null>(null);
  const { drawSeed, drawSize, drawReplace } = fields.value;
  const seedFault = fault(drawSeed, 0, largestSeed);
  const sizeFault = fault(drawSize, 1, trainingSamples);
  const set = (change: Partial<typeof fields.value>) => {
    fields.value = { ...fields.value, ...change };
    refusal.value = null;
    remember(change);
  };
  const draw = async () => {
    const [seed, size] = [Number(drawSeed), Number(drawSize)];
    try {
      const { ids } = await request('draw', { seed, size, replace: drawReplace });
      const replace = drawReplace ? '' : ', replace=False';
      drawn.value = { call: `np.random.seed(${seed}); np.random.choice(60000, ${size}${replace})`, ids };
      onPick([...new Set(ids)]);
    } catch (error) {
      refusal.value = sentence(error);
    }
  };
  return (
    <Card class="draw-batch" title={l10n.t('Draw a mini-batch')}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!seedFault && !sizeFault) void draw();
        }}
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
        <div class="last">
          <label class="check">
            <input
              type="checkbox"
              checked={drawReplace}
              onChange={(event) => set({ drawReplace: event.currentTarget.checked })}
            />
            {l10n.t('with replacement')}
          </label>
          <button type="submit" class="button" disabled={Boolean(seedFault ?? sizeFault)}>
            {l10n.t('Draw')}
          </button>
        </div>
      </form>
      {refusal.value && (
        <div class="notice bad" role="alert">
          {refusal.value}
        </div>
      )}
      {drawn.value && <DrawnIndices {...drawn.value} />}
    </Card>
  );
}

/** Indices listed before the rest is only counted. */
const mostListed = 200;

function DrawnIndices({ call, ids }: Drawn) {
  const times = new Map<number, number>();
  for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
  const twice = [...times.values()].filter((n) => n > 1).length;
  return (
    <div class="drawn">
      <code>{call}</code>
      <p class="mono indices">
        {ids.slice(0, mostListed).map((id, i) => (
          <span key={i} class={(times.get(id) ?? 0) > 1 ? 'twice' : undefined}>
            {id}{' '}
          </span>
        ))}
        {ids.length > mostListed && '…'}
      </p>
      {twice > 0 && <p class="dim">{l10n.t('{0} of them came more than once', twice)}</p>}
    </div>
  );
}
