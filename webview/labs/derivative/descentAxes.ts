/** Between the numbers of the upright axis and the frame. */
export const labelGap = 6;
/** For the name of the upright axis. */
const nameRoom = 18;
const least = 44;

/** The numbers of both axes of a picture that goes `reach` from 0: five at most, 0 in the middle. */
export function ticksOf(reach: number): number[] {
  const power = 10 ** Math.floor(Math.log10(reach / 2));
  const step = power * ([1, 2, 5, 10].find((digit) => reach / (digit * power) <= 2.5) ?? 10);
  return [-2, -1, 0, 1, 2].map((i) => Number((i * step).toPrecision(6))).filter((value) => Math.abs(value) <= reach);
}

/** How far from the left the picture begins, in pixels: its widest number and the name of the axis have room there. */
export const leftOf = (labels: readonly string[], widthOf: (text: string) => number): number =>
  Math.max(least, ...labels.map((label) => Math.ceil(widthOf(label)) + labelGap + nameRoom));
