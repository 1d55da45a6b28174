import * as l10n from '@vscode/l10n';
import { errorSteps, perDecade, type Curve } from '../../../src/engine';
import { Card } from '../../components/card';
import { Chip } from '../../components/chip';
import { themeColor } from '../../charts/palette';
import type { Note } from '../../charts/plot';
import { PlotView } from '../../charts/plotView';
import { kept } from '../../host/kept';
import { sliderOf, stepText, theoreticalBest } from './errorCurve';
import type { OneVariable } from './reading';
import { plain, significant } from '../../text/format';

const colors: Record<Curve, string> = { central: '--s1', forward: '--s2', float32: '--s4', forward32: '--s6' };
const names: Record<Curve, string> = {
  central: l10n.t('central'),
  forward: l10n.t('forward'),
  float32: l10n.t('central, float32'),
  forward32: l10n.t('forward, float32'),
};
const all = Object.keys(names) as Curve[];
/** Below this the picture is flat, and widened only for a reader who goes there. */
const usualEnd = 1e-17;

interface ErrorCardProps {
  given: OneVariable;
  errors: Record<Curve, number[]>;
  /** The best step of a central difference. */
  best: number;
  /** Whether a central difference has no truncation error. */
  quadratic: boolean;
  onStep: (h: number) => void;
}

const nearest = (at: number) => {
  const distances = errorSteps.map((step) => Math.abs(Math.log(step / at)));
  return distances.indexOf(Math.min(...distances));
};

/** The lower and upper ends of the picture: powers of ten, a free one under the least error for those that are 0. */
function endsOf(values: readonly number[]): [number, number] {
  const drawn = values.filter((error) => error > 0 && Number.isFinite(error));
  const bottom = 10 ** (Math.floor(Math.log10(Math.min(1, ...drawn))) - 1);
  const highest = Math.max(bottom * 100, ...drawn);
  return [bottom, Math.min(10 ** Math.ceil(Math.log10(highest) + 0.3), 1e308)];
}

interface Marked {
  h: number;
  best: number;
  quadratic: boolean;
  /** The ends of the axis of h. */
  first: number;
  last: number;
  shown: readonly Curve[];
}

/** What is written into the picture: h, the best h as measured and as theory has it, and what rules on its two sides. */
function notesOf({ h, best, quadratic, first, last, shown }: Marked): Note[] {
  const dim = themeColor('--dim');
  const apart = h > best * 1.5 || h < best / 1.5;
  const branch = (text: string, from: number, to: number): Note => ({
    x: Math.sqrt(from) * Math.sqrt(to),
    row: 1.5,
    text,
    color: dim,
    centred: true,
    within: [from, to],
  });
  return [
    // On the sides that look away from each other: neither line goes through the other's words.
    {
      x: best,
      text: l10n.t('best h ≈ {0}', stepText(best)),
      color: themeColor('--s3'),
      left: apart ? h > best : best > 1e-3,
    },
    ...(apart ? [{ x: h, text: 'h', color: themeColor('--strong'), left: h < best }] : []),
    ...shown.map((curve) => ({
      x: theoreticalBest[curve],
      text: curve === 'central' || curve === 'float32' ? '∛ε' : '√ε',
      color: themeColor(colors[curve]),
      edge: true,
    })),
    branch(l10n.t('rounding'), first, best),
    ...(quadratic ? [] : [branch(l10n.t('truncation'), best, last)]),
  ];
}

const chosen = kept<{ errorCurves: readonly Curve[] }>('derivative', { errorCurves: all });

/** How far each difference is from the derivative, by its step: truncation on the right, rounding on the left. */
export function ErrorCard({ given, errors, best, quadratic, onStep }: ErrorCardProps) {
  const { errorCurves: shown } = chosen.value;
  const toggle = (curve: Curve) =>
    // Kept in one order, whichever was switched on last.
    chosen.set({ errorCurves: all.filter((other) => shown.includes(other) !== (other === curve)) });
  const { h } = given;
  const first = h < usualEnd * 10 ? 1e-50 : usualEnd;
  const last = Math.max(1, h);
  const inView = errorSteps.filter((step) => step >= first);
  const values = all.flatMap((curve) => errors[curve].slice(0, inView.length));
  const [bottom, top] = endsOf(values);
  const isZero = (curve: Curve) => errors[curve].slice(0, inView.length).some((error) => error === 0);
  const anyZero = shown.some(isZero);
  return (
    <Card
      title={l10n.t('Error by h')}
      class="picture-card"
      hint={l10n.t('The distance from the derivative. Drag in the picture to move h.')}
    >
      <div class="curves" role="group" aria-label={l10n.t('Curves')}>
        {all.map((curve) => (
          <Chip key={curve} pressed={shown.includes(curve)} onClick={() => toggle(curve)}>
            <span class="dot" style={{ background: `var(${colors[curve]})` }} />
            {names[curve]}
          </Chip>
        ))}
      </div>
      <PlotView
        version={`${given.text} ${given.x} ${h} ${shown.join()}`}
        label={
          quadratic
            ? l10n.t(
                'The error of central differences of {0} at x = {1}: rounding makes it grow as h falls; there is no truncation',
                given.text,
                given.x,
              )
            : l10n.t(
                'The error of central differences of {0} at x = {1}: least at h = {2}; rounding makes it grow below, truncation above',
                given.text,
                given.x,
                plain(best, 2),
              )
        }
        picture={() => ({
          lines: shown.flatMap((curve) => {
            const color = themeColor(colors[curve]);
            const points = inView.map((step, i) => ({ x: step, y: Math.max(errors[curve][i], bottom) })).reverse();
            return [
              ...(isZero(curve)
                ? [
                    {
                      // Exactly right is below every power of ten: a ring on the lower edge.
                      points: points.filter(({ y }) => y === bottom),
                      color,
                      width: 0,
                      dots: 3.5,
                      scattered: true,
                      hollow: true,
                    },
                  ]
                : []),
              { points, color, width: 1.75 },
            ];
          }),
          notes: notesOf({ h, best, quadratic, first, last, shown }),
          x: { min: first, max: last, log: true, title: 'h' },
          y: {
            min: bottom,
            max: top,
            log: true,
            title: '',
            tick: (value) => (value > bottom * 1.001 ? plain(value, 1) : anyZero ? '0' : ''),
          },
        })}
        slider={{
          label: 'h',
          ...sliderOf(h),
          text: `h = ${stepText(h)}`,
          onMove: (by) => {
            // A step, or a power of ten, to where the picture has larger h.
            const to = nearest(h) - (Math.abs(by) === 10 ? Math.sign(by) * perDecade : by);
            onStep(errorSteps[Math.max(0, Math.min(to, errorSteps.length - 1))]);
          },
        }}
        readOut={(at) => {
          const i = nearest(at);
          return (
            <table>
              <tbody>
                <tr>
                  <td>h</td>
                  <td>{significant(errorSteps[i], 2)}</td>
                </tr>
                {shown.map((curve) => (
                  <tr key={curve}>
                    <td>
                      <span class="dot" style={{ background: `var(${colors[curve]})` }} />
                      {names[curve]}
                    </td>
                    <td>{significant(errors[curve][i], 2)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          );
        }}
        onPick={(at) => onStep(errorSteps[nearest(at)])}
      />
      <p class="legend dim">
        <span>▲ {l10n.t('the best h in theory: ∛ε for central, √ε for forward differences')}</span>
        {anyZero && <span>○ {l10n.t('an error of exactly 0, for which a logarithmic axis has no place')}</span>}
      </p>
    </Card>
  );
}
