import type { Say } from '../engine/badInput';

const short = (value: number) => (value < 10 ? value.toPrecision(2) : String(Math.round(value)));

/** Seconds as 1.2 µs, 150 ms, 2.31 s, 42 s, 1 min 40 s or 2 h 10 min: no finer than an estimate or one measurement is. */
export function roughTime(seconds: number, say: Say): string {
  if (seconds < 1) return seconds < 1e-3 ? `${short(seconds * 1e6)} µs` : `${short(seconds * 1e3)} ms`;
  if (seconds < 10) return say('{0} s', seconds.toFixed(2));
  const whole = Math.round(seconds);
  if (whole < 60) return say('{0} s', whole);
  const tens = Math.round(seconds / 10) * 10;
  if (tens < 3600) return say('{0} min {1} s', Math.floor(tens / 60), tens % 60);
  const minutes = Math.round(seconds / 60);
  return say('{0} h {1} min', Math.floor(minutes / 60), minutes % 60);
}
