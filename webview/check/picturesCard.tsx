import * as l10n from '@vscode/l10n';
import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { Card } from '../components/card';
import { Chip } from '../components/chip';
import type { Checked } from './checking';
import { GradientPicture } from './gradientPicture';
import { amplification, largest, picturesOf } from './pictures';

/** 8 → ⁸ */
const superscript = (power: number) => String(power).replace(/\d/g, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(digit)]);

/** Both gradients of one parameter, and their difference, as pictures. */
export function PicturesCard({ checked: { result, experiment } }: { checked: Checked }) {
  const { layers } = result;
  const chosen = useSignal('W1');
  const layer = layers.find(({ name }) => name === chosen.value) ?? layers[0];
  const { pictures, power, full } = useMemo(() => {
    const drawn = picturesOf(layer);
    const most = Math.max(...drawn.map(({ numerical }) => largest(numerical)));
    return { pictures: drawn, power: amplification(drawn), full: most || 1 };
  }, [layer]);
  const rows = [
    { name: l10n.t('numerical'), of: (i: number) => pictures[i].numerical },
    { name: l10n.t('backpropagation'), of: (i: number) => pictures[i].backprop },
    {
      name: power === 0 ? l10n.t('difference') : l10n.t('difference × 10{0}', superscript(power)),
      of: (i: number) => pictures[i].backprop.map((value, k) => (value - pictures[i].numerical[k]) * 10 ** power),
    },
  ];
  const units = layer.name === 'W1' && pictures.length > 1;
  return (
    <Card
      class="pictures-card"
      title={units ? l10n.t('∂L/∂W1, one picture a hidden unit') : l10n.t('∂L/∂{0}, one square an element', layer.name)}
      hint={l10n.t('Orange: raising this weight raises the loss. Blue: it lowers it.')}
      tools={layers.map(({ name, passes }) => (
        <Chip key={name} pressed={name === layer.name} onClick={() => (chosen.value = name)}>
          {name}
          {!passes && <span class="failed"> ✗</span>}
        </Chip>
      ))}
    >
      <div
        class={units ? 'gradients' : 'gradients wide'}
        style={{ gridTemplateColumns: `auto repeat(${pictures.length}, minmax(0, 1fr))` }}
      >
        {units && (
          <>
            <span />
            {pictures.map(({ title }) => (
              <span key={title} class="unit mono">
                {l10n.t('unit {0}', title)}
              </span>
            ))}
          </>
        )}
        {rows.map(({ name, of }) => (
          <>
            <span key={name} class="row-name">
              {name}
            </span>
            {pictures.map(({ title, width, height }, i) => (
              <GradientPicture
                key={`${name} ${layer.name} ${title}`}
                label={`${name}, ${layer.name} ${title}`}
                values={of(i)}
                width={width}
                height={height}
                full={full}
              />
            ))}
          </>
        ))}
      </div>
      {layer.passes && experiment.loss === 'crossEntropy' && (
        <p class="dim">
          {l10n.t(
            'What is left is no rounding but δ: backpropagation takes y − t, the derivative of −log y, while the numerical gradient has the δ = 1e-7 of −log(y + δ) in it.',
          )}
        </p>
      )}
    </Card>
  );
}
