import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { lossTerms } from '../../../src/engine';
import { Card } from '../../components/card';
import { Formula } from '../../components/formula';
import labelFormula from '../../formulas/label.tex';
import oneHotFormula from '../../formulas/oneHot.tex';
import { isNoNumber } from '../../digits/noNumber';
import { agreementOf } from './agreement';
import { ConfusionsCard, type SampleBatch } from './confusionsCard';
import { CostCard } from './costCard';
import { delta } from './delta';
import { DeltaCard } from './deltaCard';
import { deltaText } from './deltaReading';
import { ExactCard } from './exactCard';
import { OutputBars } from './outputBars';
import { SnippetCard } from './snippetCard';
import type { Example } from './source';
import { SquaresCard } from './squaresCard';
import { TermTable } from './termTable';
import { Total } from './total';

interface LossCardsProps {
  example: Example;
  picture?: ComponentChildren;
  /** What this sample is one of, where there are several. */
  batch?: SampleBatch | undefined;
}

/** Both losses of one sample, every term of them, and what there is to learn from them. */
export function LossCards({ example, picture, batch }: LossCardsProps) {
  const { y, label, t } = example;
  const { oneHot, label: labelForm } = lossTerms(y, label, delta.value, t);
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
          tools={<Formula mathml={oneHotFormula} />}
          hint={
            t
              ? l10n.t('{0} logarithms, each multiplied by its share of t', y.length)
              : l10n.t('{0} logarithms, {1} of them multiplied by 0', y.length, y.length - 1)
          }
        >
          <TermTable
            caption={l10n.t('One-hot form')}
            y={y}
            label={label}
            t={t}
            logs={oneHot.logs}
            terms={oneHot.terms}
          />
          <Total value={oneHot.total} name={l10n.t('Cross-entropy, one-hot form')} />
        </Card>
        <Card
          class="form label-form"
          title={l10n.t('Label form')}
          tools={<Formula mathml={labelFormula} />}
          hint={
            t
              ? l10n.t('A label cannot say this t: only its largest, at {0}, is left of it', label)
              : l10n.t('1 logarithm: y[{0}] is picked, the rest is never touched', label)
          }
        >
          <TermTable caption={l10n.t('Label form')} y={y} label={label} logs={oneHot.logs} />
          <Total value={labelForm.total} name={l10n.t('Cross-entropy, label form')} />
        </Card>
        <FormsApart hot={oneHot.total} picked={labelForm.total} isSoft={t !== undefined} />
      </div>
      <div class="lessons">
        <DeltaCard {...example} />
        <ExactCard example={example} />
      </div>
      {/* Where y is no number, what is right is none either; and what is mixed up are forms of a label. */}
      {!isNoNumber(y) && !t && <ConfusionsCard example={example} batch={batch} />}
      <CostCard />
      <SnippetCard example={example} />
    </>
  );
}

/** How far the two forms agree: a line under both. */
function FormsApart({ hot, picked, isSoft }: { hot: number; picked: number; isSoft: boolean }) {
  const { same, words } = agreementOf(hot, picked, (ulps) =>
    isSoft ? l10n.t('the label form has lost what is soft in t') : l10n.t('{0} apart in the last place', ulps),
  );
  return (
    <p class="forms-apart">
      {same !== null && <b class={same ? 'sign' : 'sign apart'}>{same ? '=' : '≠'}</b>} {words}{' '}
      <span class="dim mono">(δ = {deltaText(delta.value)})</span>
    </p>
  );
}
