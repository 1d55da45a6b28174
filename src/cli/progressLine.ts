const refreshMs = 100;

/** A line on stderr that says how far training is; nothing where stderr is no terminal. */
export function progressLine(steps: number): { show(step: number, loss: number): void; clear(): void } {
  if (!process.stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  let shownAt = 0;
  return {
    show(step, loss) {
      if (performance.now() - shownAt < refreshMs) return;
      shownAt = performance.now();
      process.stderr.write(`\r\x1b[Kstep ${step} / ${steps}  loss ${loss.toPrecision(4)}`);
    },
    clear() {
      process.stderr.write('\r\x1b[K');
    },
  };
}
