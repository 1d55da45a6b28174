import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Card } from '../../components/card';
import { Choice } from '../../components/choice';
import { themeColor } from '../../charts/palette';
import { PlotView } from '../../charts/plotView';
import { repr, significant } from '../../text/format';
import { kept } from '../../host/kept';
import { stepText } from './errorCurve';
import type { OneVariable } from './reading';
import { closeTick, secantPicture, type SecantPicture } from './secant';

type Method = 'central' | 'forward';
const names: Record<Method, string> = { central: l10n.t('central'), forward: l10n.t('forward') };

/** What cannot be seen in the picture, and why. */
function remark({ coincide, missing }: SecantPicture, { h }: OneVariable): string | null {
  if (missing) return l10n.t('f is not a finite number at {0}: there is no secant.', missing);
  return coincide ? l10n.t('h = {0} is too small to see: the points of the secant coincide.', stepText(h)) : null;
}

/** Steps of x that move the point by about two pixels, of one digit. */
const stepIn = ([from, to]: readonly [number, number]) => 10 ** Math.floor(Math.log10((to - from) / 60));

interface SecantCardProps {
  given: OneVariable;
  onX: (x: number) => void;
}

/** Which difference the secant is of. */
export const secant = kept<{ secant: Method }>('derivative', { secant: 'central' });

/** The curve, the secant through x ± h, and the tangent it should become. */
export function SecantCard({ given, onX }: SecantCardProps) {
  const { secant: method } = secant.value;
  const choose = (chosen: Method) => secant.set({ secant: chosen });
  const { x, h, exact, text } = given;
  // The picture stays where it is while x is dragged in it.
  const held = useSignal<readonly [number, number] | undefined>(undefined);
  const drawn = useMemo(() => secantPicture(given, method, held.value), [text, x, h, method, held.value]);
  const step = stepIn(drawn.x);
  const snapped = (at: number) => Number((Math.round(at / step) * step).toPrecision(12));
  const tick = closeTick(drawn.x);
  const said = remark(drawn, given);
  const slope = repr(drawn.slope);
  return (
    <Card
      title={l10n.t('Secant and tangent')}
      class="picture-card"
      hint={
        <>
          <span class="key">
            <span class="named">
              <span class="stroke s1" /> f
            </span>
            <span class="named">
              <span class="stroke s2" /> {l10n.t('secant, slope {0}', significant(drawn.slope, 6))}
            </span>
            {exact && (
              <span class="named">
                <span class="stroke s3" /> {l10n.t('tangent, slope {0}', significant(exact.value, 6))}
              </span>
            )}
          </span>
          <span class="remark">{said ?? l10n.t('Drag in the picture to move x.')}</span>
        </>
      }
      tools={
        <Choice
          label={l10n.t('method')}
          options={(['central', 'forward'] as const).map((name) => ({ value: name, words: names[name] }))}
          chosen={method}
          onChoose={choose}
        />
      }
    >
      <PlotView
        version={drawn}
        label={l10n.t('f(x) = {0} around x = {1}: the secant with h = {2} has slope {3}', text, x, stepText(h), slope)}
        picture={() => {
          const orange = themeColor('--s2');
          const [left, right] = drawn.cuts;
          const notes =
            h < (drawn.x[1] - drawn.x[0]) / 40 || drawn.missing
              ? []
              : [
                  { ...left, text: method === 'central' ? 'x − h' : 'x', color: orange },
                  { ...right, text: 'x + h', color: orange },
                ];
          return {
            lines: [
              { points: [{ x, y: given.f(x) }], color: themeColor('--strong'), width: 0, dots: 4.5, scattered: true },
              { points: drawn.cuts, color: orange, width: 0, dots: 4, scattered: true },
              // The first is on top: where both are one line, the secant shows between the dashes.
              { points: drawn.tangent, color: themeColor('--s3'), width: 1.75, dashed: true },
              { points: drawn.secant, color: orange, width: 1.75 },
              { points: drawn.curve, color: themeColor('--s1'), width: 2.25 },
            ],
            notes: drawn.gap
              ? [
                  ...notes,
                  {
                    x: drawn.gap[0] / 2 + drawn.gap[1] / 2,
                    y: drawn.y[0] / 2 + drawn.y[1] / 2,
                    text: l10n.t('f has no value here'),
                    color: themeColor('--dim'),
                    centred: true,
                    within: drawn.gap,
                  },
                ]
              : notes,
            x: { min: drawn.x[0], max: drawn.x[1], title: 'x', ...(tick ? { tick } : {}) },
            y: { min: drawn.y[0], max: drawn.y[1], title: '' },
          };
        }}
        slider={{
          label: 'x',
          value: x,
          text: `x = ${x}`,
          min: drawn.x[0],
          max: drawn.x[1],
          onMove: (by) => onX(Number((x + by * step).toPrecision(12))),
        }}
        onPick={(at) => {
          held.value ??= drawn.x;
          onX(snapped(at));
        }}
        onPicked={() => (held.value = undefined)}
        readOut={(at) => (
          <span class="mono">
            f({significant(at, 4)}) = {significant(given.f(at), 6)}
          </span>
        )}
      />
    </Card>
  );
}
