import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { numericalGradientOf, type GradientDescent } from '../../src/engine';
import { Card } from '../components/card';
import { Chip } from '../components/chip';
import { TextField } from '../components/field';
import { repr, significant } from '../format';
import { recall, remember } from '../host';
import { sentence } from '../sentence';
import { descents, stepNum, windowOf } from './descent';
import { DescentPicture } from './descentPicture';
import { readNumber, type TwoVariables } from './reading';

/** The book's learning rates: one that works, one too large, one too small. */
const bookRates = '0.1, 10, 1e-10';
const colors = ['--s2', '--s5', '--s3', '--s4', '--s6', '--s8'];

function readRates(text: string): { rates?: number[]; fault?: string } {
  try {
    const words = text.split(/[\s,;]+/).filter(Boolean);
    if (words.length === 0) return { fault: l10n.t('Expected a learning rate such as 0.1.') };
    if (words.length > colors.length) return { fault: l10n.t('Expected at most {0} learning rates.', colors.length) };
    return { rates: words.map((word) => readNumber(word, 'lr')) };
  } catch (error) {
    return { fault: sentence(error) };
  }
}

/** What became of a descent, in a few words. */
function fate({
  descent,
  reach,
  start,
}: {
  descent: GradientDescent;
  reach: number;
  start: readonly number[];
}): string {
  const { x, values, reason } = descent;
  if (reason !== 'completed') return l10n.t('stopped at step {0}: not finite any more', descent.path.length - 1);
  if (x.some((value) => Math.abs(value) > 10 * reach)) return l10n.t('too large a rate: it flew off');
  if (Math.hypot(...x.map((value, i) => value - start[i])) < 1e-4 * reach)
    return l10n.t('too small a rate: it has hardly moved');
  const [first] = values;
  return (values.at(-1) ?? first) < first ? l10n.t('went down') : l10n.t('did not go down');
}

/** f(x0, x1): its gradient as a field of arrows, and descents on it at several learning rates. */
export function DescentCards({ given, h, visible }: { given: TwoVariables; h: number; visible: boolean }) {
  const typed = useSignal(recall<{ rates: string }>({ rates: bookRates }).rates);
  const set = (rates: string) => {
    typed.value = rates;
    remember({ rates });
  };
  const { rates, fault } = readRates(typed.value);
  const last = useRef<number[]>([0.1]);
  if (rates) last.current = rates;
  const step = h > 0 && Number.isFinite(h) ? h : 1e-4;
  const paths = useMemo(
    () => descents(given, last.current, step).map((descent, i) => ({ descent, color: colors[i] })),
    [given.text, given.start.join(), last.current.join(), step],
  );
  const reach = windowOf(given.start);
  const gradient = [...numericalGradientOf(given.f, given.start, { h: step })].map(repr).join(', ');
  return (
    <div class="descents">
      <Card
        title={l10n.t('The gradient field and the descents')}
        hint={l10n.t(
          'Arrows point downhill, against the gradient; deeper blue is higher. From −{0} to {0} both ways.',
          reach,
        )}
      >
        <DescentPicture
          given={given}
          paths={paths}
          h={step}
          visible={visible}
          label={l10n.t(
            '{0} from above, with descents from ({1}): {2}',
            given.text,
            given.start.join(', '),
            paths
              .map(
                ({ descent }, i) =>
                  `lr ${last.current[i]} → ${[...descent.x].map((v) => significant(v, 3)).join(', ')}`,
              )
              .join('; '),
          )}
        />
      </Card>
      <Card
        title={l10n.t('Gradient descent, {0} steps', stepNum)}
        hint={l10n.t('x ← x − lr · ∇f(x), from ({0})', given.start.join(', '))}
      >
        <TextField
          id="derivative-rates"
          label={l10n.t('Learning rates')}
          value={typed.value}
          error={fault}
          onInput={set}
        />
        <div class="examples" role="group" aria-label={l10n.t('The book’s learning rates')}>
          {['0.1', '10', '1e-10', bookRates].map((preset) => (
            <Chip key={preset} pressed={typed.value === preset} onClick={() => set(preset)}>
              {preset === bookRates ? l10n.t('all three') : `lr = ${preset}`}
            </Chip>
          ))}
        </div>
        <dl class="ends">
          {paths.map(({ descent, color }, i) => (
            <div key={i}>
              <dt>
                <span class="dot" style={{ background: `var(${color})` }} /> lr = {last.current[i]}
                <span class="dim"> {fate({ descent, reach, start: given.start })}</span>
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
