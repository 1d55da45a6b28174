import * as l10n from '@vscode/l10n';
import { layerVerdict } from '../../../src/engine';
import { Fragment } from 'preact';
import { useMemo } from 'preact/hooks';
import { Card } from '../../components/card';
import { Choice } from '../../components/choice';
import { IconButton } from '../../components/icon';
import { kept } from '../../host/kept';
import { plain, significant } from '../../text/format';
import type { Checked } from './checking';
import { GradientPicture } from './gradientPicture';
import { NumberedPicture } from './numberedPicture';
import { isDeltaLeft } from './verdict';
import { largest, mostUnits, picturesOf, rowsOf, sidesOf, unitsOf, type Sides } from './pictures';

/** How many times another scale is that of the numerical gradients; null where both are about the same. */
function timesOf(full: number, numerical: number): string | null {
  const times = full / numerical;
  return Number.isFinite(times) && (times > 1.5 || times < 1 / 1.5) ? plain(times, 2) : null;
}

/** How much the difference is amplified in its picture, as a power of ten: ×10⁸; null where it is not. */
function amplified(full: number, numerical: number): string | null {
  const exponent = Math.round(Math.log10(numerical / full));
  return Number.isFinite(exponent) && exponent > 0 ? String(exponent) : null;
}

/** What the rows and columns of a parameter are. */
function sidesWords({ across, down }: Sides): string {
  if (down === null)
    return across === 'digit' ? l10n.t('A square for each digit.') : l10n.t('A square for each hidden unit.');
  return down === 'digit'
    ? l10n.t('A row for each digit, a column for each hidden unit.')
    : l10n.t('A row for each unit that the weights go to, a column for each that they come from.');
}

/** Which parameter, and which of its pictures. */
const shown = kept('check', { name: 'W1', page: 0 });

/** Both gradients of one parameter, and their difference, as pictures. */
export function PicturesCard({ checked }: { checked: Checked }) {
  const { layers } = checked.result;
  const { name: chosen, page } = shown.value;
  const layer = layers.find(({ name }) => name === chosen) ?? layers[0];
  const all = useMemo(() => unitsOf(layer), [layer]);
  const pages = Math.ceil(all.length / mostUnits);
  const at = Math.min(page, Math.max(0, pages - 1));
  const { pictures, rows } = useMemo(() => {
    const drawn = picturesOf(layer, all.slice(at * mostUnits, (at + 1) * mostUnits));
    const { numerical, backprop, difference } = rowsOf(drawn);
    return {
      pictures: drawn,
      rows: [
        { name: l10n.t('numerical'), times: null, power: null, ...numerical },
        { name: l10n.t('backpropagation'), times: timesOf(backprop.full, numerical.full), power: null, ...backprop },
        {
          name: l10n.t('difference'),
          times: null,
          power: amplified(difference.full, numerical.full),
          ...difference,
        },
      ],
    };
  }, [layer, all, at]);
  const isLast = layers.length === 2;
  const units = all.length > 0;
  return (
    <Card
      class="pictures-card"
      title={
        units
          ? isLast
            ? l10n.t('∂L/∂W1, one picture a digit')
            : l10n.t('∂L/∂W1, one picture a hidden unit')
          : l10n.t('∂L/∂{0}, one square an element', layer.name)
      }
      hint={
        <>
          {l10n.t('Orange: raising this weight raises the loss. Blue: it lowers it.')}{' '}
          {units
            ? l10n.t('Each row is drawn on a scale of its own.')
            : l10n.t('Each picture is drawn on a scale of its own.')}
          {!units && <span class="sides">{sidesWords(sidesOf(layer.name, layers.length / 2))}</span>}
        </>
      }
      tools={
        <Choice
          label={l10n.t('parameter')}
          options={layers.map((each) => ({
            value: each.name,
            words: (
              <>
                {each.name}
                {layerVerdict(each) === 'wrong' && <span class="failed"> ✗</span>}
              </>
            ),
          }))}
          chosen={layer.name}
          onChoose={(name) => shown.set({ name })}
        />
      }
    >
      <div class={units ? 'gradients' : 'gradients wide'} style={{ '--pictures': pictures.length }}>
        {units && (
          <>
            <span class="corner" />
            {pictures.map(({ title }) => (
              <span key={title} class="unit mono">
                {isLast ? l10n.t('digit {0}', title) : l10n.t('unit {0}', title)}
              </span>
            ))}
          </>
        )}
        {rows.map(({ name, values, full, times, power }) => (
          <Fragment key={name}>
            <span class="row-name">
              {name}
              {power !== null && (
                <b class="amplified">
                  × 10<sup>{power}</sup>
                </b>
              )}
              <span class="scale">{l10n.t('full colour: {0}', full === 0 ? '0' : significant(full, 2))}</span>
              {times !== null && <b class="failed">{l10n.t('{0} times the numerical', times)}</b>}
            </span>
            {pictures.map(({ title, width, height }, i) => {
              const picture = (
                <GradientPicture
                  key={`${layer.name} ${title}`}
                  label={`${name}, ${layer.name} ${title}, |…| ≤ ${significant(largest(values[i]), 2)}`}
                  values={values[i]}
                  width={width}
                  height={height}
                  full={full || 1}
                />
              );
              return units ? (
                picture
              ) : (
                <NumberedPicture key={layer.name} width={width} height={height}>
                  {picture}
                </NumberedPicture>
              );
            })}
          </Fragment>
        ))}
      </div>
      {pages > 1 && (
        <div class="pager">
          <IconButton
            icon="chevron-left"
            label={l10n.t('Longer gradients')}
            disabled={at === 0}
            onClick={() => shown.set({ page: at - 1 })}
          />
          <span class="dim" role="status">
            {l10n.t(
              '{0}–{1} of {2}, the longest gradient first',
              at * mostUnits + 1,
              at * mostUnits + pictures.length,
              all.length,
            )}
          </span>
          <IconButton
            icon="chevron-right"
            label={l10n.t('Shorter gradients')}
            disabled={at === pages - 1}
            onClick={() => shown.set({ page: at + 1 })}
          />
        </div>
      )}
      {isDeltaLeft(checked, layer) && (
        <p class="dim">
          {l10n.t(
            'What is left is no rounding but δ: backpropagation takes y − t, the derivative of −log y, while the numerical gradient has the δ = 1e-7 of −log(y + δ) in it. With δ in both, {0} is left.',
            significant(layer.differencedError, 2),
          )}
        </p>
      )}
    </Card>
  );
}
