/** An eigenvalue and its eigenvector, of length 1. */
export interface EigenPair {
  value: number;
  vector: Float64Array;
}

/** Sweeps after which Jacobi's method has long converged: it is quadratic, and takes about eight for 61 rows. */
const mostSweeps = 60;

/**
 * The eigenvalues of a small symmetric matrix, largest first, by Jacobi's rotations (Golub & Van Loan, 8.5).
 * @param matrix (n, n) row-major; left as it is.
 */
export function symmetricEigen(matrix: Float64Array, n: number): EigenPair[] {
  const a = matrix.slice();
  const v = Float64Array.from({ length: n * n }, (_, i) => (i % (n + 1) === 0 ? 1 : 0));
  const largest = matrix.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let turned = false;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (Math.abs(a[p * n + q]) <= 1e-16 * largest) continue;
        turned = true;
        rotate(a, v, n, p, q);
      }
    if (!turned) break;
  }
  return Array.from({ length: n }, (_, k) => ({
    value: a[k * n + k],
    vector: Float64Array.from({ length: n }, (_, i) => v[i * n + k]),
  })).sort((one, other) => other.value - one.value);
}

/** Turns rows and columns p and q so that a[p, q] becomes 0, and notes the turn in v. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const tau = (a[q * n + q] - a[p * n + p]) / (2 * a[p * n + q]);
  const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
  const c = 1 / Math.sqrt(1 + t * t);
  const s = t * c;
  const turn = (m: Float64Array, one: number, other: number) => {
    const [x, y] = [m[one], m[other]];
    m[one] = c * x - s * y;
    m[other] = s * x + c * y;
  };
  for (let i = 0; i < n; i++) turn(a, i * n + p, i * n + q);
  for (let i = 0; i < n; i++) turn(a, p * n + i, q * n + i);
  for (let i = 0; i < n; i++) turn(v, i * n + p, i * n + q);
}
