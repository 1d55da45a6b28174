import * as l10n from '@vscode/l10n';
import type { RunSummary } from '../../../src/runs/run';
import { colorOf, themeVersion } from '../../charts/palette';
import { plain } from '../../text/format';
import { bandColors, css, type Relief } from './landscapePicture';

/** The bands of the picture with the losses between them, and the signs of the path. */
export function LandscapeLegend({ relief: { levels, landscape }, run }: { relief: Relief; run: RunSummary }) {
  const colors = themeVersion.value >= 0 ? bandColors(levels) : [];
  const isBlank = landscape.losses.some((loss) => !Number.isFinite(loss));
  return (
    <div class="legend">
      <span class="dim">{l10n.t('loss')}</span>
      <div class="bands" aria-hidden="true">
        {colors.map((color, band) => (
          <span key={band}>
            <i style={{ background: css(color) }} />
            {band < levels.length && <b class="mono">{plain(levels[band], 4)}</b>}
          </span>
        ))}
      </div>
      <div class="signs" style={{ '--path': colorOf(run) }}>
        <span>
          <i class="ring" /> {l10n.t('start')}
        </span>
        <span>
          <i class="disc" /> {l10n.t('end')}
        </span>
        {isBlank && <span class="dim">{l10n.t('blank: no finite loss')}</span>}
      </div>
    </div>
  );
}
