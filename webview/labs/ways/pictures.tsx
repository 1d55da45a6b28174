import * as l10n from '@vscode/l10n';
import { cells, directions, featureCount, strokeDirections, type Look, type Region } from '../../../src/engine';
import { cache } from '../../digits/digits';
import { DigitPicture } from '../../digits/digitPicture';
import { testId } from './reading';

const side = 28;

const Squares = ({ region, kind }: { region: Region; kind: string }) => (
  <path class={kind} d={region.pixels.map((at) => `M${at % side} ${Math.floor(at / side)}h1v1h-1z`).join('')} />
);

/** What the rule looks at, drawn over the digit: the box around its ink, its holes and its bays. */
export function RulePicture({ index, look }: { index: number; look: Look }) {
  const { box, width, height, holes, bays } = look.facts;
  return (
    <div class="way-picture">
      <DigitPicture id={testId(index)} />
      <svg viewBox={`0 0 ${side} ${side}`} aria-hidden="true">
        {bays.map((bay, i) => (
          <Squares key={`bay ${i}`} region={bay} kind="bay" />
        ))}
        {holes.map((hole, i) => (
          <Squares key={`hole ${i}`} region={hole} kind="hole" />
        ))}
        <rect class="box" x={box.left} y={box.top} width={width} height={height} />
      </svg>
    </div>
  );
}

/** How each direction runs, from the middle of a cell; y counts downwards. */
const slopes: Record<(typeof directions)[number], readonly [number, number]> = {
  horizontal: [1, 0],
  rising: [0.7, -0.7],
  vertical: [0, 1],
  falling: [0.7, 0.7],
};

/** The features as what they stand for: in each cell its strokes, the longer the stronger. */
export function FeaturesPicture({ index }: { index: number }) {
  const pixels = cache.get(testId(index));
  const features = new Uint8Array(featureCount);
  if (pixels) strokeDirections(pixels, features);
  const cell = side / cells;
  return (
    <div class="way-picture">
      <svg
        class="features"
        viewBox={`0 0 ${side} ${side}`}
        role="img"
        aria-label={l10n.t('Stroke directions in 7 × 7 cells')}
      >
        {Array.from({ length: cells - 1 }, (_, i) => (
          <path key={i} class="cell" d={`M${(i + 1) * cell} 0V${side}M0 ${(i + 1) * cell}H${side}`} />
        ))}
        {Array.from(features, (value, i) => {
          if (value < 8) return null;
          const [at, [dx, dy]] = [Math.floor(i / directions.length), slopes[directions[i % directions.length]]];
          const [x, y] = [((at % cells) + 0.5) * cell, (Math.floor(at / cells) + 0.5) * cell];
          const reach = (cell / 2) * Math.min(1, 0.2 + value / 160);
          return (
            <line
              key={i}
              x1={x - dx * reach}
              y1={y - dy * reach}
              x2={x + dx * reach}
              y2={y + dy * reach}
              opacity={Math.min(1, 0.25 + value / 140)}
            />
          );
        })}
      </svg>
    </div>
  );
}

/** What the network is given: the pixels, and nothing else. */
export const PixelsPicture = ({ index }: { index: number }) => (
  <div class="way-picture">
    <DigitPicture id={testId(index)} />
  </div>
);
