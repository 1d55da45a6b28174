import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { Card } from '../components/card';
import { Chip } from '../components/chip';
import { themeColor } from '../charts/palette';
import { PlotView } from '../charts/plotView';
import { significant } from '../format';
import { recall, remember } from '../host';
import { steps, type Curve } from './errorCurve';
import type { OneVariable } from './reading';

const colors: Record<Curve, string> = { central: '--s1', forward: '--s2', float32: '--s4' };
const names: Record<Curve, string> = {
  central: l10n.t('central'),
  forward: l10n.t('forward'),
  float32: l10n.t('central, float32'),
};
const all = Object.keys(names) as Curve[];
/** Below this the picture is flat, and widened only for a reader who goes there. */
const usualEnd = 1e-17;

interface ErrorCardProps {
  given: OneVariable;
  errors: Record<Curve, number[]>;
  /** The best step of a central difference. */
  best: number;
  visible: boolean;
  onStep: (h: number) => void;
}

/** How far each difference is from the derivative, by its step: truncation on the right, rounding on the left. */
export function ErrorCard({ given, errors, best, visible, onStep }: ErrorCardProps) {
  const shown = useSignal<Curve[]>(recall<{ errorCurves: Curve[] }>({ errorCurves: all }).errorCurves);
  const toggle = (curve: Curve) => {
    shown.value = shown.value.includes(curve)
      ? shown.value.filter((other) => other !== curve)
      : [...shown.value, curve];
    remember({ errorCurves: shown.value });
  };
  const { h } = given;
  const first = h < usualEnd * 10 ? 1e-50 : usualEnd;
  const inView = steps.filter((step) => step >= first);
  const values = all.flatMap((curve) => errors[curve].slice(0, inView.length)).filter((error) => error > 0);
  const lowest = Math.min(1, ...values.filter(Number.isFinite));
  const bottom = 10 ** (Math.floor(Math.log10(lowest)) - 1);
  const highest = Math.max(bottom * 100, ...values.filter(Number.isFinite));
  const top = 10 ** Math.ceil(Math.log10(highest) + 0.3);
  const nearest = (at: number) => {
    const distances = steps.map((step) => Math.abs(Math.log(step / at)));
    return distances.indexOf(Math.min(...distances));
  };
  const bestAt = significant(best, 2);
  return (
    <Card
      title={l10n.t('Error by h')}
      class="picture-card"
      hint={l10n.t('The distance from the derivative. Drag in the picture to move h.')}
      tools={all.map((curve) => (
        <Chip key={curve} pressed={shown.value.includes(curve)} onClick={() => toggle(curve)}>
          <span class="dot" style={{ background: `var(${colors[curve]})` }} />
          {names[curve]}
        </Chip>
      ))}
    >
      <PlotView
        visible={visible}
        version={`${given.text} ${given.x} ${h} ${shown.value.join()}`}
        label={l10n.t(
          'The error of central differences of {0} at x = {1}: least at h = {2}; rounding makes it grow below, truncation above',
          given.text,
          given.x,
          bestAt,
        )}
        picture={() => {
          const dim = themeColor('--dim');
          const middle = (a: number, b: number) => Math.sqrt(a) * Math.sqrt(b);
          return {
            lines: shown.value.map((curve) => ({
              // Exactly right is below every power of ten: it is drawn on the lower edge.
              points: inView.map((step, i) => ({ x: step, y: Math.max(errors[curve][i], bottom) })).reverse(),
              color: themeColor(colors[curve]),
              width: 1.75,
            })),
            notes: [
              { x: best, text: l10n.t('best h ≈ {0}', bestAt), color: themeColor('--s3') },
              { x: h, text: h > best * 1.5 || h < best / 1.5 ? 'h' : '', color: themeColor('--strong') },
              ...(best > first * 1e4
                ? [{ x: middle(first * 10, best), y: bottom * 10, text: l10n.t('rounding'), color: dim, centred: true }]
                : []),
              ...(best < 1e-3
                ? [{ x: middle(best, 1), y: bottom * 10, text: l10n.t('truncation'), color: dim, centred: true }]
                : []),
            ],
            x: { min: first, max: 1, log: true, title: 'h' },
            y: {
              min: bottom,
              max: top,
              log: true,
              title: '',
              tick: (value) => (value <= bottom * 1.001 ? '0' : value.toExponential(0)),
            },
          };
        }}
        readOut={(at) => {
          const i = nearest(at);
          return (
            <table>
              <tbody>
                <tr>
                  <td>h</td>
                  <td>{steps[i].toExponential(1)}</td>
                </tr>
                {shown.value.map((curve) => (
                  <tr key={curve}>
                    <td>
                      <span class="dot" style={{ background: `var(${colors[curve]})` }} />
                      {names[curve]}
                    </td>
                    <td>{errors[curve][i] === 0 ? '0' : errors[curve][i].toExponential(1)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
        onPick={(at) => onStep(steps[nearest(at)])}
      />
    </Card>
  );
}
