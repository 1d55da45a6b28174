import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { classes } from '../../../src/data/mnistShape';
import { Card } from '../../components/card';
import { Choice } from '../../components/choice';
import { kept } from '../../host/kept';
import { count, significant } from '../../text/format';
import { confusionsOf, type Confusion } from './confusions';
import { delta } from './delta';
import { examples, type Example } from './source';
import './confusions.css';

/** Several samples at once: y is (N, 10) row-major. */
export interface SampleBatch {
  y: ArrayLike<number>;
  label: ArrayLike<number>;
}

const both: SampleBatch = {
  y: [...examples.example1.y, ...examples.example2.y],
  label: [examples.example1.label, examples.example2.label],
};

const confused = kept('loss', { isBatch: false });

/** The classic confusions, done to what is shown: what they give, and what would be right. */
export function ConfusionsCard({ example, batch = both }: { example: Example; batch?: SampleBatch | undefined }) {
  const { isBatch } = confused.value;
  const { y, label } = isBatch ? batch : { y: example.y, label: [example.label] };
  const used = delta.value;
  const whole = isBatch ? batch : example;
  const severalWords =
    batch === both ? l10n.t('both examples') : l10n.t('{0} picked digits', count(batch.label.length));
  const confusions = useMemo(
    () =>
      confusionsOf(
        { y, label, classes, delta: used },
        { batch: { ...batch, classes, delta: used }, words: severalWords },
      ),
    [whole, batch, used],
  );
  return (
    <Card
      title={l10n.t('What goes wrong when forms are mixed up')}
      class="confusions-card"
      hint={l10n.t('{0} of {1} go through without a word.', silent(confusions), confusions.length)}
      tools={
        <Choice
          label={l10n.t('What is confused')}
          options={[
            { value: false, words: l10n.t('this y') },
            { value: true, words: severalWords },
          ]}
          chosen={isBatch}
          onChoose={(value) => confused.set({ isBatch: value })}
        />
      }
    >
      <ul class="confusions">
        {confusions.map((confusion) => (
          <Row key={confusion.title} confusion={confusion} />
        ))}
      </ul>
    </Card>
  );
}

/** Equal but for how the sum was grouped. */
const agree = (a: number, b: number) => Object.is(a, b) || Math.abs(a - b) <= 1e-12 * Math.abs(b);

const isWrong = ({ got, right }: Confusion) =>
  'value' in got && (typeof right === 'string' || !agree(got.value, right));

const silent = (confusions: readonly Confusion[]) => confusions.filter(isWrong).length;

function Row({ confusion }: { confusion: Confusion }) {
  const { title, instead, code, got, right, why, error } = confusion;
  return (
    <li>
      <div class="what">
        <h3>
          {title} {instead !== undefined && <span class="instead">({instead})</span>}
        </h3>
        <code>{code}</code>
        <p>{why}</p>
        {'raises' in got && <p class="mono raises">{got.raises}</p>}
        {error !== undefined && <p class="mono raises">{error}</p>}
      </div>
      <dl>
        <div>
          <dt>{l10n.t('gives')}</dt>
          <dd class={isWrong(confusion) ? 'mono wrong' : 'mono'}>
            {'value' in got ? significant(got.value, 5) : l10n.t('an error')}
          </dd>
        </div>
        <div>
          <dt>{l10n.t('the right value')}</dt>
          <dd class="mono">{typeof right === 'string' ? right : significant(right, 5)}</dd>
        </div>
      </dl>
    </li>
  );
}
