/** What a formula is computed with: real numbers, or complex ones. */
export interface Arithmetic<T> {
  constant: (value: number) => T;
  negative: (x: T) => T;
  operators: Readonly<Record<string, (a: T, b: T) => T>>;
  functions: Readonly<Record<string, (x: T) => T>>;
  /** Those of two arguments or more, taken two at a time. */
  folds: Readonly<Record<string, (a: T, b: T) => T>>;
}
