/** The kernels' face: every one for float32 and for float64. */
export { compress, sortByInput, unpack } from './compressed';
export { expEach, exp32Each, logEach } from './exponential';
import * as sparse from './sparse';
import * as compressed from './compressed';
import * as dense from './dense';
import * as activation from './activation';
import * as loss from './loss';
import * as optimizer from './optimizer';
import { multiplyAdd } from './lanes';

/**
 * Whether this host's relaxed multiply-add rounds once. Called with a = 1 + 2⁻²⁷ and c = −(1 + 2⁻²⁶), whose a² + c is 2⁻⁵⁴ when
 * it does and 0 when it does not.
 */
export function fuses(a: f64, c: f64): bool {
  return f64x2.extract_lane(multiplyAdd<f64>(f64x2.splat(a), f64x2.splat(a), f64x2.splat(c)), 0) != 0;
}

export function sparseTimesDense32(
  spans: usize,
  spanStride: usize,
  entries: usize,
  values: usize,
  rows: i32,
  dense: usize,
  denseStride: usize,
  vectors: i32,
  scale: f32,
  base: usize,
  baseStride: usize,
  out: usize,
  outStride: usize,
): void {
  sparse.sparseTimesDense<f32>(
    spans,
    spanStride,
    entries,
    values,
    rows,
    dense,
    denseStride,
    vectors,
    scale,
    base,
    baseStride,
    out,
    outStride,
  );
}
export function unpackDense32(
  starts: usize,
  records: usize,
  indices: usize,
  rows: i32,
  inputs: i32,
  values: usize,
  out: usize,
  stride: usize,
): void {
  compressed.unpackDense<f32>(starts, records, indices, rows, inputs, values, out, stride);
}
export function sparseTimesDense64(
  spans: usize,
  spanStride: usize,
  entries: usize,
  values: usize,
  rows: i32,
  dense: usize,
  denseStride: usize,
  vectors: i32,
  scale: f64,
  base: usize,
  baseStride: usize,
  out: usize,
  outStride: usize,
): void {
  sparse.sparseTimesDense<f64>(
    spans,
    spanStride,
    entries,
    values,
    rows,
    dense,
    denseStride,
    vectors,
    scale,
    base,
    baseStride,
    out,
    outStride,
  );
}
export function unpackDense64(
  starts: usize,
  records: usize,
  indices: usize,
  rows: i32,
  inputs: i32,
  values: usize,
  out: usize,
  stride: usize,
): void {
  compressed.unpackDense<f64>(starts, records, indices, rows, inputs, values, out, stride);
}
export function matrixProduct32(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  rows: i32,
  depth: i32,
  vectors: i32,
  scale: f32,
  base: usize,
  baseRow: usize,
  out: usize,
  outRow: usize,
): void {
  dense.matrixProduct<f32>(a, aRow, aColumn, b, bRow, rows, depth, vectors, scale, base, baseRow, out, outRow);
}
export function matrixProduct64(
  a: usize,
  aRow: usize,
  aColumn: usize,
  b: usize,
  bRow: usize,
  rows: i32,
  depth: i32,
  vectors: i32,
  scale: f64,
  base: usize,
  baseRow: usize,
  out: usize,
  outRow: usize,
): void {
  dense.matrixProduct<f64>(a, aRow, aColumn, b, bRow, rows, depth, vectors, scale, base, baseRow, out, outRow);
}
export function transpose32(a: usize, aRow: usize, rows: i32, columns: i32, out: usize, outRow: usize): void {
  dense.transpose<f32>(a, aRow, rows, columns, out, outRow);
}
export function transpose64(a: usize, aRow: usize, rows: i32, columns: i32, out: usize, outRow: usize): void {
  dense.transpose<f64>(a, aRow, rows, columns, out, outRow);
}
export function activate32(kind: i32, z: usize, bytes: usize): void {
  activation.activate<f32>(kind, z, bytes);
}
export function activate64(kind: i32, z: usize, bytes: usize): void {
  activation.activate<f64>(kind, z, bytes);
}
export function activationGradient32(kind: i32, z: usize, dz: usize, bytes: usize): void {
  activation.activationGradient<f32>(kind, z, dz, bytes);
}
export function activationGradient64(kind: i32, z: usize, dz: usize, bytes: usize): void {
  activation.activationGradient<f64>(kind, z, dz, bytes);
}
export function softmax32(scores: usize, stride: usize, rows: i32, classes: i32): void {
  loss.softmax<f32>(scores, stride, rows, classes);
}
export function softmax64(scores: usize, stride: usize, rows: i32, classes: i32): void {
  loss.softmax<f64>(scores, stride, rows, classes);
}
export function crossEntropy32(y: usize, stride: usize, rows: i32, labels: usize, delta: f64, scratch: usize): f64 {
  return loss.crossEntropy<f32>(y, stride, rows, labels, delta, scratch);
}
export function crossEntropy64(y: usize, stride: usize, rows: i32, labels: usize, delta: f64, scratch: usize): f64 {
  return loss.crossEntropy<f64>(y, stride, rows, labels, delta, scratch);
}
export function sumSquares32(y: usize, stride: usize, rows: i32, classes: i32, labels: usize): f64 {
  return loss.sumSquares<f32>(y, stride, rows, classes, labels);
}
export function sumSquares64(y: usize, stride: usize, rows: i32, classes: i32, labels: usize): f64 {
  return loss.sumSquares<f64>(y, stride, rows, classes, labels);
}
export function crossEntropyGradient32(y: usize, stride: usize, rows: i32, labels: usize, batchSize: i32): void {
  loss.crossEntropyGradient<f32>(y, stride, rows, labels, batchSize);
}
export function crossEntropyGradient64(y: usize, stride: usize, rows: i32, labels: usize, batchSize: i32): void {
  loss.crossEntropyGradient<f64>(y, stride, rows, labels, batchSize);
}
export function sumSquaresGradient32(
  y: usize,
  stride: usize,
  rows: i32,
  classes: i32,
  labels: usize,
  batchSize: i32,
): void {
  loss.sumSquaresGradient<f32>(y, stride, rows, classes, labels, batchSize);
}
export function sumSquaresGradient64(
  y: usize,
  stride: usize,
  rows: i32,
  classes: i32,
  labels: usize,
  batchSize: i32,
): void {
  loss.sumSquaresGradient<f64>(y, stride, rows, classes, labels, batchSize);
}
export function countRight32(y: usize, stride: usize, rows: i32, classes: i32, labels: usize): i32 {
  return loss.countRight<f32>(y, stride, rows, classes, labels);
}
export function countRight64(y: usize, stride: usize, rows: i32, classes: i32, labels: usize): i32 {
  return loss.countRight<f64>(y, stride, rows, classes, labels);
}
export function sgd32(w: usize, gradient: usize, bytes: usize, learningRate: f32): void {
  optimizer.sgd<f32>(w, gradient, bytes, learningRate);
}
export function sgd64(w: usize, gradient: usize, bytes: usize, learningRate: f64): void {
  optimizer.sgd<f64>(w, gradient, bytes, learningRate);
}
export function momentum32(w: usize, gradient: usize, v: usize, bytes: usize, learningRate: f32, alpha: f32): void {
  optimizer.momentum<f32>(w, gradient, v, bytes, learningRate, alpha);
}
export function momentum64(w: usize, gradient: usize, v: usize, bytes: usize, learningRate: f64, alpha: f64): void {
  optimizer.momentum<f64>(w, gradient, v, bytes, learningRate, alpha);
}
export function adagrad32(w: usize, gradient: usize, h: usize, bytes: usize, learningRate: f32, epsilon: f32): void {
  optimizer.adagrad<f32>(w, gradient, h, bytes, learningRate, epsilon);
}
export function adagrad64(w: usize, gradient: usize, h: usize, bytes: usize, learningRate: f64, epsilon: f64): void {
  optimizer.adagrad<f64>(w, gradient, h, bytes, learningRate, epsilon);
}
export function adam32(
  w: usize,
  gradient: usize,
  m: usize,
  v: usize,
  bytes: usize,
  learningRate: f32,
  rest1: f32,
  rest2: f32,
  epsilon: f32,
): void {
  optimizer.adam<f32>(w, gradient, m, v, bytes, learningRate, rest1, rest2, epsilon);
}
export function adam64(
  w: usize,
  gradient: usize,
  m: usize,
  v: usize,
  bytes: usize,
  learningRate: f64,
  rest1: f64,
  rest2: f64,
  epsilon: f64,
): void {
  optimizer.adam<f64>(w, gradient, m, v, bytes, learningRate, rest1, rest2, epsilon);
}
