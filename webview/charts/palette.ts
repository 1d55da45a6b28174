import { signal } from '@preact/signals';
import type { RunSummary } from '../../src/runs/run';
import { paletteSize } from '../../src/runs/naming/runColor';

/** The name of a run's colour in theme.css; a run keeps it for life. */
const token = ({ color }: Pick<RunSummary, 'color'>) => `--s${(color % paletteSize) + 1}`;

/** A run's colour, for style sheets. */
export const colorOf = (run: Pick<RunSummary, 'color'>) => `var(${token(run)})`;

/** What a name of theme.css stands for now, for a canvas. */
export const themeColor = (name: string) => getComputedStyle(document.body).getPropertyValue(name).trim() || '#888888';

export type Rgb = readonly [number, number, number];

/** What a colour of the theme is made of, 0 … 255 each, however the theme writes it. */
export function rgbOf(color: string): Rgb {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  if (!context) return [0, 0, 0];
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [r, g, b] = context.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}

/** A run's colour, for a canvas. */
export const canvasColorOf = (run: Pick<RunSummary, 'color'>) => themeColor(token(run));

/** Counts theme changes: whoever draws on a canvas reads it, and draws anew. */
export const themeVersion = signal(0);

new MutationObserver(() => themeVersion.value++).observe(document.body, {
  attributes: true,
  attributeFilter: ['class', 'data-vscode-theme-id'],
});
