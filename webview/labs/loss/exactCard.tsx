import * as l10n from '@vscode/l10n';
import { lossTerms } from '../../../src/engine';
import { Card } from '../../components/card';
import { Formula } from '../../components/formula';
import { Scrolled } from '../../components/scrolled';
import { Notice } from '../../components/notice';
import { count, fixed, repr, significant } from '../../text/format';
import logSoftmaxFormula from '../../formulas/logSoftmax.tex';
import { delta } from './delta';
import { deltaText } from './deltaReading';
import { behindBy, exactLoss, scoresOf } from './exactLoss';
import type { Example } from './source';

const behind = [1, 10, 20, 40, 1000] as const;
const short = (value: number) => fixed(value, 2);
const digits = (value: number) => (Number.isFinite(value) ? repr(value) : significant(value));

/** The loss taken from the scores: no δ, and no probability that rounds to 0 on the way. */
export function ExactCard({ example }: { example: Example }) {
  const { y, label, t } = example;
  const used = delta.value;
  const scores = scoresOf(example);
  const exact = exactLoss(scores, label, t);
  const book = lossTerms(y, label, used, t)[t ? 'oneHot' : 'label'].total;
  return (
    <Card
      title={l10n.t('Without δ: log-softmax')}
      class="exact"
      tools={<Formula mathml={logSoftmaxFormula} />}
      hint={
        example.scores
          ? l10n.t('From the network’s scores s, before softmax: nothing has been rounded to 0 yet.')
          : l10n.t('From s = log y, scores that softmax turns back into y.')
      }
    >
      <dl class="scores mono" aria-label={l10n.t('scores')}>
        {scores.map((score, k) => (
          <div key={k} class={k === label ? 'hit' : undefined} title={`s[${k}] = ${score}`}>
            <dt>{k}</dt>
            <dd>{short(score)}</dd>
          </div>
        ))}
      </dl>
      <dl class="side-by-side">
        <div>
          <dt>{l10n.t('with δ = {0}', deltaText(used))}</dt>
          <dd class="mono">{digits(book)}</dd>
        </div>
        <div>
          <dt>{l10n.t('log-softmax')}</dt>
          <dd class="mono">
            <output class="exact-loss" aria-label={l10n.t('Cross-entropy by log-softmax')}>
              {digits(exact)}
            </output>
          </dd>
        </div>
        <div>
          <dt>{l10n.t('difference')}</dt>
          <dd class="mono dim">{Number.isFinite(exact - book) ? significant(exact - book, 3) : '—'}</dd>
        </div>
      </dl>
      {exact === Infinity && (
        <Notice kind="note">
          {l10n.t('A y that is exactly 0 has lost its logarithm; only the scores it came from still had it.')}
        </Notice>
      )}
      <h3>{l10n.t('Where they part')}</h3>
      <Scrolled class="table" label={l10n.t('Where they part')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{l10n.t('right score behind by')}</th>
              {/* In one piece where the heading wraps. */}
              <th scope="col">{l10n.t('with δ = {0}', deltaText(used).replace('-', '\u2011'))}</th>
              <th scope="col">{l10n.t('log-softmax')}</th>
            </tr>
          </thead>
          <tbody>
            {behind.map((by) => {
              const losses = behindBy(by, used);
              return (
                <tr key={by}>
                  <td>{count(by)}</td>
                  <td>{significant(losses.book, 6)}</td>
                  <td class="strong">{significant(losses.exact, 6)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scrolled>
    </Card>
  );
}
