import { useEffect, useRef } from 'preact/hooks';
import type { SampleId } from '../../src/shared/pageProtocol';
import { themeVersion } from '../charts/palette';
import { inks, side } from './digitCache';
import { cache, cacheVersion } from './digits';
import { sampleName } from './sampleName';
import './digits.css';

interface DigitPictureProps {
  id: SampleId;
  /** Told of the pixel under the pointer; null when it left. */
  onPixel?: (pixel: { row: number; column: number } | null) => void;
}

/** One digit, as large as its place lets it be, every pixel a square. */
export function DigitPicture({ id, onPixel }: DigitPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const digit = cache.get(id);
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const image = new ImageData(side, side);
    const palette = inks();
    const colors = new Uint32Array(image.data.buffer);
    for (let i = 0; i < colors.length; i++) colors[i] = palette[digit?.[i] ?? 0];
    context.putImageData(image, 0, 0);
    if (!digit) cache.wantFirst([id]);
  }, [id, cacheVersion.value, themeVersion.value]);
  const point = (event: PointerEvent) => {
    const { clientWidth } = event.currentTarget as HTMLCanvasElement;
    const at = (offset: number) => Math.max(0, Math.min(side - 1, Math.floor((offset / clientWidth) * side)));
    onPixel?.({ row: at(event.offsetY), column: at(event.offsetX) });
  };
  return (
    <canvas
      ref={canvas}
      class="digit-picture"
      width={side}
      height={side}
      role="img"
      aria-label={sampleName(id)}
      onPointerMove={point}
      onPointerLeave={() => onPixel?.(null)}
    />
  );
}
