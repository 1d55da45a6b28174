const refreshMs = 100;

export interface ProgressLine {
  show(words: string): void;
  clear(): void;
}

/** A line on stderr that says how far the work is; nothing where stderr is no terminal. */
export function progressLine(): ProgressLine {
  if (!process.stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  let shownAt = 0;
  return {
    show(words) {
      if (performance.now() - shownAt < refreshMs) return;
      shownAt = performance.now();
      process.stderr.write(`\r\x1b[K${words}`);
    },
    clear() {
      process.stderr.write('\r\x1b[K');
    },
  };
}
