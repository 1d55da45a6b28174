import * as l10n from '@vscode/l10n';
import { themeColor } from '../../charts/palette';
import { PlotView } from '../../charts/plotView';
import { Card } from '../../components/card';
import { Choice } from '../../components/choice';
import { FieldError } from '../../components/field';
import { Scrolled } from '../../components/scrolled';
import { repr, significant } from '../../text/format';
import { delta, deltaFault, setDelta, typedDelta } from './delta';
import { defaultText, deltaSteps, deltaText, stepOf } from './deltaReading';
import type { Example } from './source';

/** The smallest y that the curve shows; 0 stands on its left edge. */
const smallest = 1e-18;
const perDecade = 8;
const ys = Array.from({ length: 18 * perDecade + 1 }, (_, i) => 10 ** (i / perDecade - 18));

/** What δ does: the logarithm of 0 kept away, and a little taken off everything else. */
export function DeltaCard({ y, label }: Example) {
  const used = delta.value;
  const own = y[label];
  return (
    <Card
      title={l10n.t('What δ does')}
      class="delta"
      hint={l10n.t('log 0 is −∞; y + δ never gets there. The price: every loss is a little off.')}
    >
      <DeltaField used={used} />
      <Figures own={own} used={used} />
      <PlotView
        version={`${used} ${own}`}
        label={l10n.t(
          'The loss by y near 0: with δ it levels off at {0}, without it grows without end; here y = {1}',
          significant(-Math.log(used)),
          significant(own, 3),
        )}
        picture={() => ({
          lines: [
            {
              points: ys.map((at) => ({ x: at, y: -Math.log(at) })),
              color: themeColor('--s3'),
              width: 1.5,
              dashed: true,
            },
            {
              points: ys.map((at) => ({ x: at, y: -Math.log(at + used) })),
              color: themeColor('--s1'),
              width: 2,
            },
            {
              points: [{ x: Math.max(own, smallest), y: Math.min(-Math.log(own + used), 42) }],
              color: themeColor('--s2'),
              width: 0,
              dots: 4,
              scattered: true,
            },
          ],
          notes: [
            {
              x: Math.max(own, smallest),
              text: own === 0 ? 'y = 0' : `y = ${significant(own, 3)}`,
              color: themeColor('--s2'),
            },
          ],
          x: { min: smallest, max: 1, log: true, title: 'y' },
          y: { min: used > 0.01 ? -1 : 0, max: 42, title: '' },
        })}
        readOut={(at) => (
          <table>
            <tbody>
              <tr>
                <td>y</td>
                <td>{significant(at, 2)}</td>
              </tr>
              <tr>
                <td>−log(y + δ)</td>
                <td>{significant(-Math.log(at + used))}</td>
              </tr>
              <tr>
                <td>−log y</td>
                <td>{significant(-Math.log(at))}</td>
              </tr>
            </tbody>
          </table>
        )}
      />
      <p class="key dim">
        <span class="stroke s1" /> −log(y + δ) <span class="stroke s3" /> −log y
      </p>
    </Card>
  );
}

function DeltaField({ used }: { used: number }) {
  const fault = deltaFault.value;
  return (
    <div class="field slider-field">
      <label for="loss-delta">δ</label>
      <div class="row">
        <input
          id="loss-delta"
          class="mono"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={typedDelta.value}
          aria-invalid={fault !== undefined}
          aria-describedby="loss-delta-error"
          onInput={(event) => setDelta(event.currentTarget.value)}
        />
        <input
          type="range"
          aria-label={l10n.t('δ, from 0.1 to 1e-16, then 0')}
          aria-valuetext={`δ = ${deltaText(used)}`}
          min={0}
          max={deltaSteps.length - 1}
          value={stepOf(used)}
          onInput={(event) => setDelta(deltaText(deltaSteps[Number(event.currentTarget.value)]))}
        />
        <Choice
          label={`δ: ${l10n.t('Examples')}`}
          options={[
            { value: defaultText, words: defaultText, title: l10n.t('The book’s δ') },
            { value: '0', words: '0', title: l10n.t('No δ at all') },
          ]}
          chosen={typedDelta.value.trim() === defaultText ? defaultText : used === 0 ? '0' : null}
          onChoose={setDelta}
        />
      </div>
      <FieldError id="loss-delta" error={fault} />
    </div>
  );
}

const digits = (value: number) => (Number.isFinite(value) ? repr(value) : significant(value));

function Figures({ own, used }: { own: number; used: number }) {
  const rows: readonly (readonly [string, number, string])[] = [
    [l10n.t('this y'), own, ''],
    [l10n.t('y = 0: quite wrong'), 0, 'zero'],
    [l10n.t('y = 1: perfect'), 1, 'one'],
  ];
  return (
    <Scrolled class="table" label={l10n.t('What δ does')}>
      <table class="delta-figures">
        <caption class="visually-hidden">{l10n.t('What δ does')}</caption>
        <thead>
          <tr>
            <th scope="col" />
            <th scope="col">−log(y + δ)</th>
            <th scope="col">−log y</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([words, y, name]) => (
            <tr key={words} class={name}>
              <th scope="row">{words}</th>
              <td class="strong">{digits(-Math.log(y + used))}</td>
              <td>{digits(0 - Math.log(y))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolled>
  );
}
