import { beforeEach, expect, test, vi } from 'vitest';

const { asked } = vi.hoisted(() => ({ asked: [] as number[][] }));
vi.mock('../../../webview/charts/palette', () => ({ rgbOf: () => [0, 0, 0], themeColor: () => '#000000' }));
vi.mock('../../../webview/host/requests', () => ({
  request: (_: string, { ids }: { ids: number[] }) => {
    asked.push(ids);
    return Promise.resolve({ pixels: new Uint8Array(ids.length * 784) });
  },
}));
/** What a canvas is asked for here is of no interest. */
const context = new Proxy({}, { get: () => () => ({ width: 0 }), set: () => true });
vi.stubGlobal(
  'OffscreenCanvas',
  class {
    getContext = () => context;
  },
);
vi.stubGlobal(
  'ImageData',
  class {
    data = new Uint8ClampedArray(4 * 784);
  },
);
vi.stubGlobal(
  'Path2D',
  class {
    rect = () => undefined;
  },
);
vi.stubGlobal('window', { devicePixelRatio: 1 });
const { DigitCache } = await import('../../../webview/digits/digitCache');
const { drawGrid } = await import('../../../webview/digits/drawGrid');
const { layOut, placeOf, rowsInView } = await import('../../../webview/digits/gridLayout');

beforeEach(() => {
  asked.length = 0;
});

const all = Array.from({ length: 70_000 }, (_, id) => id);

/** Draws a view of the grid until nothing more arrives. @returns the cache, and how often each digit was asked for. */
async function settled(width: number, height: number, size: number, scrollTop = 0) {
  const layout = layOut(all.length, width, size);
  const draw = () =>
    drawGrid(
      context as CanvasRenderingContext2D,
      cache,
      { ids: all, layout, chosen: new Set(), focusIndex: -1 },
      { width, height, scrollTop },
    );
  let isNews = true;
  const cache = new DigitCache(
    () => (isNews = true),
    (message) => expect.fail(message),
  );
  for (let round = 0; isNews && round < 400; round++) {
    isNews = false;
    draw();
    // A frame: what was asked for meanwhile is there.
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(isNews).toBe(false);
  const { first, last } = rowsInView(layout, scrollTop, height);
  const inView = all.slice(first * layout.columns, (last + 1) * layout.columns);
  expect(placeOf(layout, inView[0]).y).toBeLessThanOrEqual(scrollTop + layout.pitch);
  return { cache, inView, times: asked.flat().length };
}

test.each([
  [3840, 2160, 16],
  [3840, 2160, 28],
  [2560, 1440, 18],
  [1440, 700, 36],
])('a window of %i × %i with digits of %i px asks for each digit once, and has all in view', async (w, h, size) => {
  const { cache, inView, times } = await settled(w, h, size, 4000);
  expect(inView.every((id) => cache.get(id))).toBe(true);
  expect(new Set(asked.flat()).size).toBe(times);
  expect(times).toBeGreaterThanOrEqual(inView.length);
});

test('a large digit beside a full view finds room without driving out what is in view', async () => {
  const { cache, inView } = await settled(3840, 2160, 16);
  const far = 69_999;
  cache.wantFirst([far]);
  await new Promise((resolve) => setImmediate(resolve));
  expect(cache.get(far)).toBeDefined();
  expect(inView.every((id) => cache.get(id))).toBe(true);
});
