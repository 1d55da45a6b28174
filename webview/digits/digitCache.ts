import type { SampleId } from '../../src/shared/pageProtocol';
import { rgbOf, themeColor } from '../charts/palette';
import { request } from '../host/requests';

/** Pixels of a digit, along a side and in all. */
export const side = 28;
const pixels = side * side;

/** Tiles along a side of a sheet, and on all of it. */
const tiles = 128;
const sheetSize = tiles * tiles;
/** Tiles beside those in view: for the large digit, and the small ones of another card. */
const spare = 100;
/** Digits a request asks for, and requests on their way at a time: more would make a fast scroll wait for the past. */
const requestSize = 400;
const mostRequests = 2;

/** Tiles on one canvas. */
class Sheet {
  readonly canvas = new OffscreenCanvas(tiles * side, tiles * side);
  readonly context = this.canvas.getContext('2d');
}

const tileAt = (slot: number) => {
  const tile = slot % sheetSize;
  return { sheet: Math.floor(slot / sheetSize), x: (tile % tiles) * side, y: Math.floor(tile / tiles) * side };
};

/**
 * The digits seen lately: their bytes, and each as a tile in the theme's ink. What has not been looked at longest gives up
 * its tile when all are taken; there are as many sheets of them as it takes to show what is in view at once.
 */
export class DigitCache {
  private readonly bytes = new Map<SampleId, Uint8Array>();
  private readonly slots = new Map<SampleId, number>();
  private readonly sheets: Sheet[] = [new Sheet()];
  private wanted: SampleId[] = [];
  private readonly asked = new Set<SampleId>();
  private requests = 0;
  private palette: Uint32Array;

  /** @param onArrival called when digits came that were wanted. @param onFailure with the host's sentence. */
  constructor(
    private readonly onArrival: () => void,
    private readonly onFailure: (message: string) => void,
  ) {
    this.palette = inks();
  }

  /** The digit's 784 bytes, if it is here. */
  get(id: SampleId): Uint8Array | undefined {
    return this.bytes.get(id);
  }

  /** Draws the digit at (x, y), `size` wide. @returns false when it is not here yet. */
  draw(target: CanvasRenderingContext2D, id: SampleId, x: number, y: number, size: number): boolean {
    const slot = this.slots.get(id);
    if (slot === undefined) return false;
    // The map's order is the order of use: what is drawn moves to its end.
    this.slots.delete(id);
    this.slots.set(id, slot);
    const tile = tileAt(slot);
    target.drawImage(this.sheets[tile.sheet].canvas, tile.x, tile.y, side, side, x, y, size, size);
    return true;
  }

  /** Makes room for so many digits in view at once. @returns how many more there is room for without losing one of them. */
  hold(inView: number): number {
    while (this.sheets.length * sheetSize < inView + spare) this.sheets.push(new Sheet());
    return this.sheets.length * sheetSize - inView - spare;
  }

  /** Asks for these digits, the most urgent first; what was wanted before and not yet asked for is forgotten. */
  want(ids: readonly SampleId[]): void {
    this.wanted = this.missing(ids);
    this.ask();
  }

  /** Asks for these digits too, before what is wanted already. */
  wantFirst(ids: readonly SampleId[]): void {
    this.want([...ids, ...this.wanted.filter((id) => !ids.includes(id))]);
  }

  private missing(ids: readonly SampleId[]): SampleId[] {
    return ids.filter((id) => !this.bytes.has(id) && !this.asked.has(id));
  }

  /** Paints every tile anew, after the theme changed. */
  repaint(): void {
    this.palette = inks();
    for (const [id, slot] of this.slots) {
      const digit = this.bytes.get(id);
      if (digit) this.paint(slot, digit);
    }
  }

  private ask(): void {
    while (this.requests < mostRequests && this.wanted.length > 0) {
      const ids = this.wanted.splice(0, requestSize);
      for (const id of ids) this.asked.add(id);
      this.requests++;
      void this.fetch(ids);
    }
  }

  private async fetch(ids: SampleId[]): Promise<void> {
    try {
      const { pixels: arrived } = await request('pixels', { ids });
      ids.forEach((id, i) => {
        this.keep(id, arrived.subarray(i * pixels, (i + 1) * pixels));
      });
      this.onArrival();
    } catch (error) {
      this.wanted = [];
      this.onFailure(error instanceof Error ? error.message : String(error));
    } finally {
      for (const id of ids) this.asked.delete(id);
      this.requests--;
      this.ask();
    }
  }

  private keep(id: SampleId, digit: Uint8Array): void {
    let slot = this.slots.size;
    if (slot >= this.sheets.length * sheetSize) {
      const [[oldest, freed]] = this.slots;
      this.slots.delete(oldest);
      this.bytes.delete(oldest);
      slot = freed;
    }
    this.bytes.set(id, digit);
    this.slots.set(id, slot);
    this.paint(slot, digit);
  }

  private paint(slot: number, digit: Uint8Array): void {
    const image = new ImageData(side, side);
    const colors = new Uint32Array(image.data.buffer);
    for (let i = 0; i < pixels; i++) colors[i] = this.palette[digit[i]];
    const tile = tileAt(slot);
    this.sheets[tile.sheet].context?.putImageData(image, tile.x, tile.y);
  }
}

/** The colour of each byte, from the theme's paper to its ink, as an image has it in memory. */
export function inks(): Uint32Array {
  const paper = rgbOf(themeColor('--paper'));
  const ink = rgbOf(themeColor('--ink'));
  const colors = new Uint8Array(256 * 4);
  for (let value = 0; value < 256; value++)
    for (let channel = 0; channel < 4; channel++)
      colors[value * 4 + channel] =
        channel === 3 ? 255 : Math.round(paper[channel] + ((ink[channel] - paper[channel]) * value) / 255);
  return new Uint32Array(colors.buffer);
}
