import * as l10n from '@vscode/l10n';
import { lossTerms } from '../../../src/engine';
import { Card } from '../../components/card';
import { Formula } from '../../components/formula';
import { significant } from '../../text/format';
import sumSquares from '../../formulas/sumSquares.tex';
import type { Example } from './source';
import { Total } from './total';

/** The sum of squares error: the square of every element's distance, and half of their sum. */
export function SquaresCard({ y, label, t }: Example) {
  const { terms, total } = lossTerms(y, label, undefined, t).sumSquares;
  const largest = Math.max(...terms, Number.MIN_VALUE);
  return (
    <Card
      title={l10n.t('Sum of squares error')}
      tools={<Formula mathml={sumSquares} />}
      class="squares"
      hint={l10n.t('every element counts')}
    >
      <dl class="terms mono" aria-label="(y − t)²">
        {terms.map((half, k) => (
          <div key={k} class={k === label ? 'hit' : undefined} title={`(${y[k]} − ${t ? t[k] : k === label ? 1 : 0})²`}>
            <dt>{k}</dt>
            {/* Twice a term is its square to the last bit: halving only changes the exponent. */}
            <dd class="bar-cell" style={{ '--share': half / largest }}>
              {half === 0 ? '0' : significant(2 * half, 3)}
            </dd>
          </div>
        ))}
      </dl>
      <p class="sum dim mono">½ × {significant(2 * total, 4)} =</p>
      <Total value={total} name={l10n.t('Sum of squares error')} />
    </Card>
  );
}
