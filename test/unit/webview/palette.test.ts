import { expect, test, vi } from 'vitest';

/** A canvas that knows what its pixel is in two notations, as a browser does in all. */
class OneColour {
  getContext() {
    return {
      fillStyle: '',
      fillRect: () => undefined,
      getImageData(this: { fillStyle: string }) {
        return { data: { '#336699': [51, 102, 153, 255], 'rgb(51 102 153)': [51, 102, 153, 255] }[this.fillStyle] };
      },
    };
  }
}

test('a colour of the theme is read in whatever notation it has', async () => {
  vi.stubGlobal('OffscreenCanvas', OneColour);
  vi.stubGlobal('document', {});
  vi.stubGlobal(
    'MutationObserver',
    class {
      observe = () => undefined;
    },
  );
  const { rgbOf } = await import('../../../webview/charts/palette');
  expect(rgbOf('#336699')).toEqual([51, 102, 153]);
  expect(rgbOf('rgb(51 102 153)')).toEqual([51, 102, 153]);
});
