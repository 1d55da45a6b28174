/** How many doubles lie between a and b, counted from the smaller: 0 when they agree to the last bit. */
export function ulpsBetween(a: number, b: number): number {
  const [x, y] = new BigInt64Array(new Float64Array([a, b]).buffer).map((bits) =>
    bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits,
  );
  return Math.abs(Number(x - y));
}
