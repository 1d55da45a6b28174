/** The shortest decimal that reads back as this float32, as NumPy prints one: 253 / 255 is 0.99215686. */
export function float32Digits(value: number): string {
  const rounded = Math.fround(value);
  for (let digits = 1; digits < 9; digits++) {
    const decimal = Number(rounded.toPrecision(digits));
    if (Math.fround(decimal) === rounded) return String(decimal);
  }
  return String(Number(rounded.toPrecision(9)));
}
