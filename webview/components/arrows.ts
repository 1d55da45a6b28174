/** Where a key goes from place `at` (−1: none yet) of `length` in a ring; undefined for keys that go nowhere. */
export function arrowed(key: string, at: number, length: number): number | undefined {
  const forward = (at + 1) % length;
  const back = (Math.max(0, at) + length - 1) % length;
  const places: Record<string, number> = {
    ArrowRight: forward,
    ArrowDown: forward,
    ArrowLeft: back,
    ArrowUp: back,
    Home: 0,
    End: length - 1,
  };
  return Object.hasOwn(places, key) ? places[key] : undefined;
}
