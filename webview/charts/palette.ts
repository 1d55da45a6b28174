import { signal } from '@preact/signals';
import type { RunSummary } from '../../src/runs/run';

const colors = 8;

/** The name of a run's colour in theme.css; a run keeps it for life. */
const token = ({ color }: Pick<RunSummary, 'color'>) => `--s${(color % colors) + 1}`;

/** A run's colour, for style sheets. */
export const colorOf = (run: Pick<RunSummary, 'color'>) => `var(${token(run)})`;

/** What a name of theme.css stands for now, for a canvas. */
export const themeColor = (name: string) => getComputedStyle(document.body).getPropertyValue(name).trim() || '#888888';

/** A run's colour, for a canvas. */
export const canvasColorOf = (run: Pick<RunSummary, 'color'>) => themeColor(token(run));

/** Counts theme changes: whoever draws on a canvas reads it, and draws anew. */
export const themeVersion = signal(0);

new MutationObserver(() => themeVersion.value++).observe(document.body, {
  attributes: true,
  attributeFilter: ['class', 'data-vscode-theme-id'],
});
