// Draws the walkthrough's pictures anew: node scripts/walkthrough.mjs. Signs and numbers only, so that one picture serves
// every language; on a dark card of its own, as the digits are, so that it serves every theme.
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { ensureBrowser } from './browser.mjs';
import { say } from './say.mjs';

const [paper, ink, dim, line] = ['#1f1f1f', '#e6e6e6', '#9d9d9d', '#454545'];
const [blue, orange, green] = ['#4ea1f3', '#f0a04b', '#45c08f'];
const numbers = (count) => Array.from({ length: count }, (_, i) => i);

const text = (x, y, words, { fill = ink, size = 14, anchor = 'middle', weight = 400 } = {}) =>
  `<text x="${x}" y="${y}" fill="${fill}" font-size="${size * 1.2}" text-anchor="${anchor}" font-weight="${weight}">${words}</text>`;
const box = (x, y, width, height, fill, stroke = 'none') =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" stroke="${stroke}"/>`;
const path = (points, stroke, more = '') =>
  `<polyline points="${points.map((point) => point.join()).join(' ')}" fill="none" stroke="${stroke}" stroke-width="2" ${more}/>`;

/** The notebook's y of ten, whose right answer is 2. */
const y = [0.1, 0.05, 0.6, 0, 0.05, 0.1, 0, 0.1, 0, 0];
const t = y.map((_, k) => Number(k === 2));

/** y and t as columns, and under each pair the square of its difference, as a square. */
function squares() {
  const [step, base, high] = [54, 150, 110];
  const columns = numbers(10).map((k) => {
    const x = 40 + k * step;
    const side = high * Math.abs(y[k] - t[k]);
    return [
      box(x - 16, base - high * t[k], 14, high * t[k], line, t[k] ? ink : 'none'),
      box(x + 2, base - high * y[k], 14, high * y[k], blue),
      text(x, base + 18, k, { fill: dim, size: 12 }),
      box(x - side / 2, base + 34, side, side, orange),
    ];
  });
  return [
    ...columns.flat(),
    path(
      [
        [12, base],
        [564, base],
      ],
      line,
    ),
    box(400, 22, 12, 12, line, ink) + text(420, 33, 't', { anchor: 'start' }),
    box(446, 22, 12, 12, blue) + text(466, 33, 'y', { anchor: 'start' }),
    box(492, 22, 12, 12, orange) + text(512, 33, '(y − t)²', { anchor: 'start' }),
  ];
}

/** −log y, with the two guesses of the notebook on it. */
function entropy() {
  const at = (p, loss) => [60 + 480 * p, 210 - 58 * loss];
  const guess = (p, color, label, dx) => {
    const [x, top] = at(p, -Math.log(p));
    return [
      path(
        [
          [x, 210],
          [x, top],
          [60, top],
        ],
        color,
        'stroke-dasharray="4 4"',
      ),
      `<circle cx="${x}" cy="${top}" r="5" fill="${color}"/>`,
      text(x + dx, top - 10, label, { fill: color, anchor: 'start', weight: 600 }),
      text(x, 228, p, { fill: color, size: 13 }),
    ];
  };
  const curve = numbers(200).map((i) => at(0.035 + (0.965 * i) / 199, -Math.log(0.035 + (0.965 * i) / 199)));
  return [
    path(
      [
        [60, 12],
        [60, 210],
        [556, 210],
      ],
      line,
    ),
    path(curve, blue, 'stroke-linejoin="round"'),
    ...guess(0.1, orange, '2.302584092994546', 10),
    ...guess(0.6, green, '0.510825457099338', 8),
    text(330, 40, '−log y', { fill: blue, size: 17 }),
    ...[0, 1, 2, 3].map((loss) => text(48, at(0, loss)[1] + 5, loss, { fill: dim, size: 12 })),
    text(540, 228, '1', { fill: dim, size: 12 }),
    text(560, 228, 'y', { fill: dim, size: 13 }),
  ];
}

/** A digit pixel by pixel, and its label as ten numbers. */
function mnist({ digit: { pixels, label } }) {
  const size = 7;
  const cells = pixels.map((value, i) => {
    const shade = Math.round(value);
    return box(
      24 + (i % 28) * size,
      16 + Math.floor(i / 28) * size,
      size - 0.5,
      size - 0.5,
      `rgb(${shade},${shade},${shade})`,
    );
  });
  return [
    ...cells,
    text(122, 230, '28 × 28 = 784', { fill: dim }),
    text(268, 122, '→', { fill: dim, size: 24 }),
    text(430, 70, label, { size: 48, weight: 600, fill: green }),
    ...numbers(10).flatMap((k) => {
      const [x, isLabel] = [306 + k * 25, k === label];
      return [
        box(x, 100, 23, 30, isLabel ? green : '#2c2c2c', line),
        text(x + 11.5, 120, Number(isLabel), { fill: isLabel ? '#10251c' : dim, weight: isLabel ? 700 : 400 }),
        text(x + 11.5, 148, k, { fill: dim, size: 12 }),
      ];
    }),
    text(430, 180, 't.shape = (10,)', { fill: dim }),
  ];
}

/** y of a batch of five; what the label form takes of it. */
function forms() {
  const labels = [2, 7, 0, 9, 4];
  const [left, top, width, height] = [150, 42, 32, 30];
  return [
    ...numbers(10).map((k) => text(left + (k + 0.5) * width, 32, k, { fill: dim, size: 12 })),
    text(70, 32, 'np.arange(5)', { fill: blue, size: 12 }),
    text(left + 10 * width + 38, 32, 't', { fill: green, size: 14 }),
    ...labels.flatMap((label, n) => {
      const middle = top + n * height + 20;
      return [
        text(70, middle, n, { fill: blue }),
        ...numbers(10).map((k) =>
          box(left + k * width, top + n * height, width - 2, height - 2, k === label ? orange : '#2c2c2c', line),
        ),
        text(left + (label + 0.5) * width - 1, middle - 1, `${n},${label}`, { fill: '#2b1a05', size: 13, weight: 700 }),
        text(left + 10 * width + 38, middle, label, { fill: green }),
      ];
    }),
    text(left + 5 * width, top + 5 * height + 22, 'y[np.arange(5), t]', { fill: orange }),
  ];
}

/** The error of the forward difference of 0.01x² + 0.1x at 5, by h: as float64 has it. */
function derivative() {
  const f = (x) => 0.01 * x ** 2 + 0.1 * x;
  const error = (h) => Math.abs((f(5 + h) - f(5)) / h - 0.2);
  const at = (h, e) => [70 + (480 * (Math.log10(h) + 18)) / 18, 20 + (190 * (0 - Math.log10(e))) / 11];
  const points = numbers(181)
    .map((i) => 10 ** (-18 + i / 10))
    .map((h) => at(h, Math.max(error(h), 1e-11)));
  return [
    path(
      [
        [70, 12],
        [70, 212],
        [560, 212],
      ],
      line,
    ),
    path(points, orange, 'stroke-linejoin="round"'),
    ...[-16, -12, -8, -4, 0].map((power) =>
      text(at(10 ** power, 1)[0], 230, `1e${power}`.replace('1e0', '1'), { fill: dim, size: 12 }),
    ),
    ...[0, -4, -8].map((power) =>
      text(60, at(1, 10 ** power)[1] + 4, `1e${power}`.replace('1e0', '1'), { fill: dim, size: 12, anchor: 'end' }),
    ),
    text(572, 230, 'h', { fill: dim, size: 13 }),
    `<circle cx="${at(1e-4, error(1e-4))[0]}" cy="${at(1e-4, error(1e-4))[1]}" r="5" fill="${green}"/>`,
    text(at(1e-4, 1)[0] + 12, at(1, error(1e-4))[1] + 18, 'h = 1e-4', { fill: green, anchor: 'start', weight: 600 }),
    text(84, 24, '← h = 1e-50', { fill: orange, anchor: 'start', weight: 600 }),
    text(340, 44, '| (f(x+h) − f(x)) / h − f′(x) |', { fill: ink, size: 14 }),
  ];
}

/** Gradients of three hidden units, numerical over backpropagation's. */
function check({ gradients }) {
  const size = 3.5;
  return gradients.flatMap(({ name, pictures }, row) => [
    ...name.map((words, at) =>
      text(76, (name.length > 1 ? 54 : 64) + row * 108 + at * 24, words, { fill: dim, size: 12.5 }),
    ),
    ...(name.length > 1
      ? [
          path(
            [
              [22, 62 + row * 108],
              [130, 62 + row * 108],
            ],
            dim,
          ),
        ]
      : []),
    ...pictures.flatMap((values, at) => {
      const [left, top] = [152 + at * 104, 12 + row * 108];
      const full = Math.max(...values.map(Math.abs));
      return [
        box(left - 1, top - 1, 28 * size + 2, 28 * size + 2, '#181818', line),
        ...values.map((value, i) => {
          const opacity = Math.sqrt(Math.abs(value) / full).toFixed(3);
          const [x, high] = [left + (i % 28) * size, top + Math.floor(i / 28) * size];
          return `<rect x="${x}" y="${high}" width="${size + 0.1}" height="${size + 0.1}" fill="${value > 0 ? orange : blue}" opacity="${opacity}"/>`;
        }),
      ];
    }),
  ]);
}

/** What the engine says of the first digit and of the book's experiment. */
async function measure() {
  const source = `
    import { loadMnist } from './src/data/mnist';
    import { defaultExperiment } from './src/runs/experiment/experiment';
    import { GradientChecks } from './src/worker/gradientChecks';
    import { picturesOf, unitsOf } from './webview/check/pictures';
    export async function take() {
      const { train } = await loadMnist('media/mnist');
      const { layers } = await new GradientChecks(() => {}).check(defaultExperiment, train);
      const pictures = picturesOf(layers[0], unitsOf(layers[0]).slice(0, 4));
      const row = (name, of) => ({ name, pictures: pictures.map((picture) => Array.from(picture[of])) });
      return {
        digit: { pixels: Array.from(train.pixels.subarray(0, 784)), label: train.labels[0] },
        gradients: [row(['L(w+h) − L(w−h)', '2h'], 'numerical'), row(['∂L/∂W1'], 'backprop')],
      };
    }`;
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
  });
  const { take } = await import(
    `data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`
  );
  return take();
}

const measured = await measure();
const pictures = { squares: [squares, 236], entropy: [entropy, 240], mnist: [mnist, 244], forms: [forms, 222] };
const all = Object.entries({ ...pictures, derivative: [derivative, 244], check: [check, 230] });
const browser = await chromium.launch({ executablePath: await ensureBrowser(), args: ['--no-sandbox'] });
const page = await browser.newPage({ deviceScaleFactor: 2 });
for (const [name, [draw, height]] of all) {
  await page.setContent(
    `<body style="margin:0;width:580px"><svg width="580" height="${height}" font-family="DejaVu Sans, sans-serif">
     <rect width="580" height="${height}" rx="8" fill="${paper}"/>${draw(measured).join('')}</svg>`,
  );
  await page.locator('svg').screenshot({ path: `media/walkthrough/${name}.png`, omitBackground: true });
  say(`media/walkthrough/${name}.png`);
}
await browser.close();
