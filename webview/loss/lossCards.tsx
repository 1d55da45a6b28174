import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { lossTerms } from '../../src/engine';
import { Card } from '../components/card';
import { repr } from '../format';
import { LabelFormula, OneHotFormula } from './formulas';
import { OutputBars } from './outputBars';
import type { Example } from './source';
import { SquaresCard } from './squaresCard';
import { Total } from './total';
import { ulpsBetween } from './ulps';

/** A probability short enough for a table. */
const short = (value: number) => (value !== 0 && value < 1e-4 ? value.toExponential(1) : value.toFixed(4));
const term = (value: number) => (value === 0 ? '0' : value.toFixed(6));

/** Both losses of one sample, every term of them. */
export function LossCards({ example, picture }: { example: Example; picture?: ComponentChildren }) {
  const { y, label } = example;
  const { oneHot, label: labelForm } = lossTerms(y, label);
  const same = Object.is(oneHot.total, labelForm.total);
  return (
    <>
      <div class={picture ? 'output-row with-picture' : 'output-row'}>
        {picture}
        <Card title={l10n.t('Output y, right answer t')}>
          <OutputBars {...example} />
        </Card>
        <SquaresCard {...example} />
      </div>
      <div class="forms">
        <Card
          class="form one-hot-form"
          title={l10n.t('One-hot form')}
          tools={<OneHotFormula />}
          hint={l10n.t('{0} logarithms, {1} of them multiplied by 0', y.length, y.length - 1)}
        >
          <TermTable caption={l10n.t('One-hot form')} y={y} label={label} logs={oneHot.logs} terms={oneHot.terms} />
          <Total value={oneHot.total} name={l10n.t('Cross-entropy, one-hot form')} />
        </Card>
        <Card
          class="form label-form"
          title={l10n.t('Label form')}
          tools={<LabelFormula />}
          hint={l10n.t('1 logarithm: y[{0}] is picked, the rest is never touched', label)}
        >
          <TermTable caption={l10n.t('Label form')} y={y} label={label} />
          <Total value={labelForm.total} name={l10n.t('Cross-entropy, label form')} />
        </Card>
      </div>
      <p class="card verdict">
        <span>
          <b class="sign">{same ? '=' : '≠'}</b>{' '}
          {same
            ? l10n.t('equal to the last bit')
            : l10n.t('{0} apart in the last place', ulpsBetween(oneHot.total, labelForm.total))}
        </span>
        <span class="dim">
          {l10n.t(
            'δ = 1e-7 keeps log(0) away: a right answer with y = 0 costs {0}, a perfect prediction {1}.',
            repr(-Math.log(1e-7)),
            repr(-Math.log(1 + 1e-7)),
          )}
        </span>
      </p>
    </>
  );
}

interface TermTableProps extends Example {
  caption: string;
  /** Every log(y_k + δ) and term; without them only the right answer's row is filled, as the label form leaves it. */
  logs?: readonly number[];
  terms?: readonly number[];
}

function TermTable({ caption, y, label, logs, terms }: TermTableProps) {
  const { label: only } = lossTerms(y, label);
  return (
    <div class="table">
      <table>
        <caption class="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">k</th>
            <th scope="col">
              y<sub>k</sub>
            </th>
            {terms && (
              <th scope="col">
                t<sub>k</sub>
              </th>
            )}
            <th scope="col">
              log(y<sub>k</sub> + δ)
            </th>
            <th scope="col">{l10n.t('term')}</th>
          </tr>
        </thead>
        <tbody>
          {y.map((value, k) => {
            const hit = k === label;
            return (
              <tr key={k} class={hit ? 'hit' : 'untouched'}>
                <td>{k}</td>
                <td>{short(value)}</td>
                {terms && <td>{hit ? 1 : 0}</td>}
                <td>{logs ? term(logs[k]) : hit ? term(only.log) : '·'}</td>
                <td>{terms ? term(terms[k]) : hit ? term(-only.log) : '·'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
