import { BasicPlatform, Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import { beforeEach, expect, test } from 'vitest';
import { whileLarge } from '../../../webview/charts/large';

Chart.register(LineController, LineElement, PointElement, LinearScale);

/** Of the screen that the page is on. */
let ratio: number;
let canvas: HTMLCanvasElement;
let chart: Chart<'line', unknown[]>;

beforeEach(() => {
  ratio = 1.5;
  canvas = { width: 300, height: 150, style: {}, getContext: () => context } as unknown as HTMLCanvasElement;
  const context = new Proxy({}, { get: (_, key) => (key === 'canvas' ? canvas : () => ({ width: 8 })) });
  chart = new Chart<'line', unknown[]>(canvas, {
    type: 'line',
    data: { datasets: [] },
    options: { responsive: false, animation: false },
    platform: class extends BasicPlatform {
      override getDevicePixelRatio = () => ratio;
      override getMaximumSize = () => ({ width: 300, height: 150 });
    },
  });
});

test('the picture is twice as large as the screen’s, and the chart follows its screen afterwards', () => {
  const before = canvas.width;
  whileLarge(chart, () => expect(canvas.width).toBe(2 * before));
  expect(canvas.width).toBe(before);
  ratio = 3;
  chart.resize();
  expect(canvas.width).toBe(2 * before);
});

test('also after a picture that could not be taken', () => {
  const before = canvas.width;
  const save = () =>
    whileLarge(chart, () => {
      throw new Error('The canvas is too large.');
    });
  expect(save).toThrow('too large');
  expect(canvas.width).toBe(before);
  ratio = 3;
  chart.resize();
  expect(canvas.width).toBe(2 * before);
});
