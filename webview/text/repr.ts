/** Every digit of a double, with the exponent as everywhere on the page: 0.5975, 3.396914956275151e-6. */
export function repr(value: number): string {
  if (value === 0 || !Number.isFinite(value) || (Math.abs(value) >= 1e-4 && Math.abs(value) < 1e16))
    return String(value);
  return value.toExponential();
}
