import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { Card } from '../components/card';
import { Chip } from '../components/chip';
import { themeColor } from '../charts/palette';
import { PlotView } from '../charts/plotView';
import { repr, significant } from '../format';
import { recall, remember } from '../host';
import type { OneVariable } from './reading';
import { secantPicture } from './secant';

type Method = 'central' | 'forward';
const names: Record<Method, string> = { central: l10n.t('central'), forward: l10n.t('forward') };

/** The curve, the secant through x ± h, and the tangent it should become. */
export function SecantCard({ given, visible }: { given: OneVariable; visible: boolean }) {
  const method = useSignal<Method>(recall<{ secant: Method }>({ secant: 'central' }).secant);
  const choose = (next: Method) => {
    method.value = next;
    remember({ secant: next });
  };
  const { x, h, exact, text } = given;
  const drawn = secantPicture(given, method.value);
  const slope = repr(drawn.slope);
  return (
    <Card
      title={l10n.t('Secant and tangent')}
      class="picture-card"
      hint={
        <span class="key">
          <span class="stroke s1" /> f
          <span class="stroke s2" /> {l10n.t('secant, slope {0}', significant(drawn.slope, 6))}
          {exact && (
            <>
              <span class="stroke s3" /> {l10n.t('tangent, slope {0}', significant(exact.value, 6))}
            </>
          )}
        </span>
      }
      tools={(['central', 'forward'] as const).map((name) => (
        <Chip key={name} pressed={method.value === name} onClick={() => choose(name)}>
          {names[name]}
        </Chip>
      ))}
    >
      <PlotView
        visible={visible}
        version={`${text} ${x} ${h} ${method.value}`}
        label={l10n.t('f(x) = {0} around x = {1}: the secant with h = {2} has slope {3}', text, x, h, slope)}
        picture={() => {
          const orange = themeColor('--s2');
          const [left, right] = drawn.cuts;
          const notes =
            h < (drawn.x[1] - drawn.x[0]) / 40 || drawn.cuts.length < 2
              ? []
              : [
                  { ...left, text: method.value === 'central' ? 'x − h' : 'x', color: orange },
                  { ...right, text: 'x + h', color: orange },
                ];
          return {
            lines: [
              { points: [{ x, y: given.f(x) }], color: themeColor('--strong'), width: 0, dots: 4.5, scattered: true },
              { points: drawn.cuts, color: orange, width: 0, dots: 4, scattered: true },
              { points: drawn.secant, color: orange, width: 1.75 },
              { points: drawn.tangent, color: themeColor('--s3'), width: 1.75, dashed: true },
              { points: drawn.curve, color: themeColor('--s1'), width: 2.25 },
            ],
            notes,
            x: { min: drawn.x[0], max: drawn.x[1], title: 'x' },
            y: { min: drawn.y[0], max: drawn.y[1], title: '' },
          };
        }}
        readOut={(at) => (
          <span class="mono">
            f({significant(at, 4)}) = {significant(given.f(at), 6)}
          </span>
        )}
      />
    </Card>
  );
}
