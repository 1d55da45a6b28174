import { useEffect, useRef } from 'preact/hooks';
import { rgbOf, themeColor, themeVersion } from '../../charts/palette';

interface GradientPictureProps {
  label: string;
  /** (height · width,). */
  values: Float64Array;
  width: number;
  height: number;
  /** What is drawn in full colour. */
  full: number;
}

/** A gradient as a picture: orange where raising the weight raises the loss, blue where it lowers it. */
export function GradientPicture({ label, values, width, height, full }: GradientPictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = themeVersion.value;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const [up, down] = [rgbOf(themeColor('--s2')), rgbOf(themeColor('--s1'))];
    const image = new ImageData(width, height);
    values.forEach((value, i) => {
      image.data.set(value > 0 ? up : down, 4 * i);
      image.data[4 * i + 3] = 255 * Math.min(1, Math.sqrt(Math.abs(value) / full));
    });
    context.putImageData(image, 0, 0);
  }, [values, full, theme]);
  return (
    <canvas
      ref={canvas}
      class="gradient-picture"
      width={width}
      height={height}
      style={{ aspectRatio: `${width} / ${height}` }}
      role="img"
      aria-label={label}
    />
  );
}
