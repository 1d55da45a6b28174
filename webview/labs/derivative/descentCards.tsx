import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { numericalGradientOf } from '../../../src/engine';
import { typedList, typedNumber } from '../../../src/functions/typedNumber';
import { Card } from '../../components/card';
import { Choice } from '../../components/choice';
import { TextField } from '../../components/field';
import { repr, significant } from '../../text/format';
import { sentence } from '../../text/sentence';
import { wholeFault } from '../../text/wholeNumber';
import { descents, windowOf } from './descent';
import { bookFields, descentFields } from './descentFields';
import { DescentPicture } from './descentPicture';
import { fateOf } from './fate';
import { readNumber, type TwoVariables } from './reading';

const colors = ['--s2', '--s5', '--s3', '--s4', '--s6', '--s8'];

function readRates(text: string): { rates?: number[]; fault?: string } {
  try {
    const words = typedList(text);
    if (words.length === 0) return { fault: l10n.t('Expected a learning rate such as 0.1.') };
    if (words.length > colors.length) return { fault: l10n.t('Expected at most {0} learning rates.', colors.length) };
    return { rates: words.map((word) => readNumber(word, 'lr')) };
  } catch (error) {
    return { fault: sentence(error) };
  }
}

const mostSteps = 10_000;

/** A field that cannot be read leaves the picture as it was. */
const lastGood = { rates: [0.1], stepNum: 100 };

interface DescentCardsProps {
  given: TwoVariables;
  onStart: (start: readonly [number, number]) => void;
}

/** f(x0, x1): its gradient as a field of arrows, and descents on it at several learning rates. */
export function DescentCards({ given, onStart }: DescentCardsProps) {
  const typed = descentFields;
  const { rates, fault } = readRates(typed.value.rates);
  const stepFault = wholeFault(typed.value.stepNum, 1, mostSteps);
  if (rates) lastGood.rates = rates;
  if (stepFault === undefined) lastGood.stepNum = typedNumber(typed.value.stepNum);
  const { stepNum } = lastGood;
  const { text, start, h } = given;
  const paths = useMemo(
    () => descents(given, lastGood.rates, stepNum).map((descent, i) => ({ descent, color: colors[i] })),
    [text, start.join(), lastGood.rates.join(), stepNum, h],
  );
  const reach = windowOf(start);
  const gradient = [...numericalGradientOf(given.f, start, { h })].map(repr).join(', ');
  return (
    <div class="descents">
      <Card
        title={l10n.t('The gradient field and the descents')}
        hint={l10n.t('Arrows point downhill, against the gradient. More blue is higher. Drag to move the start.')}
      >
        <DescentPicture
          given={given}
          paths={paths}
          onStart={onStart}
          label={l10n.t(
            '{0} from above, with descents from ({1}): {2}',
            text,
            start.join(', '),
            paths
              .map(
                ({ descent: { learningRate, x } }) =>
                  `lr ${learningRate} → ${[...x].map((v) => significant(v, 3)).join(', ')}`,
              )
              .join('; '),
          )}
        />
      </Card>
      <Card
        title={l10n.t('Gradient descent, {0} steps', stepNum)}
        hint={l10n.t('x ← x − lr · ∇f(x), from ({0})', start.join(', '))}
      >
        <div class="fields">
          <TextField
            id="derivative-rates"
            label={l10n.t('Learning rates')}
            value={typed.value.rates}
            error={fault}
            onInput={(value) => descentFields.set({ rates: value })}
          />
          <TextField
            id="derivative-steps"
            label={l10n.t('Steps')}
            value={typed.value.stepNum}
            error={stepFault}
            onInput={(value) => descentFields.set({ stepNum: value })}
          />
        </div>
        <Choice
          class="examples"
          label={l10n.t('The book’s learning rates')}
          options={['0.1', '10', '1e-10', bookFields.rates].map((rates) => ({
            value: rates,
            words: rates === bookFields.rates ? l10n.t('all three') : `lr = ${rates}`,
          }))}
          chosen={typed.value.rates}
          onChoose={(chosen) => descentFields.set({ rates: chosen })}
        />
        <dl class="ends">
          {paths.map(({ descent, color }, i) => (
            <div key={i}>
              <dt>
                <span class="dot" style={{ background: `var(${color})` }} /> lr = {descent.learningRate}
                <span class="dim"> {fateOf(descent, reach)}</span>
              </dt>
              <dd class="mono">
                [{[...descent.x].map(repr).join(', ')}]
                <br />
                <span class="dim">f = {repr(descent.values.at(-1) ?? NaN)}</span>
              </dd>
            </div>
          ))}
        </dl>
        <p class="dim">
          {l10n.t('∇f at the start')} <span class="mono">[{gradient}]</span>
        </p>
      </Card>
    </div>
  );
}
