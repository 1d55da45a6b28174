import { themeColor } from './palette';

export interface LegendEntry {
  color: string;
  /** Pixels on and off along its line; none of a whole one. */
  dash: readonly number[];
  name: string;
}

/** The width of a mark and its gap: a line of dashes is longer than a dot. */
const markWidth = ({ dash }: Pick<LegendEntry, 'dash'>) => (dash.length > 0 ? 34 : 15);

const font = () => `${themeColor('--vscode-font-family') || 'system-ui'}, sans-serif`;
const [margin, gap, lineHeight] = [16, 22, 20];

/** Where each entry of a legend goes, in as many lines as the width asks for. */
function laidOut(context: CanvasRenderingContext2D, legend: readonly LegendEntry[], width: number) {
  let [x, line] = [margin, 0];
  const entries = legend.map((entry) => {
    const needed = markWidth(entry) + context.measureText(entry.name).width;
    if (x > margin && x + needed > width - margin) [x, line] = [margin, line + 1];
    const at = { ...entry, x, line };
    x += needed + gap;
    return at;
  });
  return { entries, lines: line + 1 };
}

/** A chart as a picture of its own: on the theme's background, under its title and the names of its lines. */
export function pictureOf(chart: HTMLCanvasElement, title: string, legend: readonly LegendEntry[]): string {
  const scale = chart.width / chart.clientWidth;
  const width = chart.clientWidth + 2 * margin;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  const context = canvas.getContext('2d')!;
  context.font = `12px ${font()}`;
  const { entries, lines } = laidOut(context, legend, width);
  const top = 40 + lines * lineHeight + 6;
  // A canvas that changes its size forgets its state.
  canvas.height = Math.round((top + chart.clientHeight + 10) * scale);
  context.scale(scale, scale);
  context.fillStyle = themeColor('--card');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = 'middle';
  context.font = `600 14px ${font()}`;
  context.fillStyle = themeColor('--strong');
  context.fillText(title, margin, 22);
  context.font = `12px ${font()}`;
  for (const { color, dash, name, x, line } of entries) {
    const y = 40 + line * lineHeight + lineHeight / 2;
    context.fillStyle = context.strokeStyle = color;
    context.beginPath();
    if (dash.length > 0) {
      context.lineWidth = 3;
      context.setLineDash([...dash]);
      context.moveTo(x, y);
      context.lineTo(x + 26, y);
      context.stroke();
    } else {
      context.arc(x + 4.5, y, 4.5, 0, 2 * Math.PI);
      context.fill();
    }
    context.fillStyle = themeColor('--fg');
    context.fillText(name, x + markWidth({ dash }), y);
  }
  context.drawImage(chart, margin, top, chart.clientWidth, chart.clientHeight);
  return canvas.toDataURL('image/png').slice('data:image/png;base64,'.length);
}
