const waiting = new Set<() => void>();
let frame = 0;

function drawAll(): void {
  frame = 0;
  const due = [...waiting];
  waiting.clear();
  for (const draw of due) {
    try {
      draw();
    } catch (error) {
      // One that cannot be drawn costs none of the others their frame.
      reportError(error);
    }
  }
}

/** Calls `draw` with the next frame, once however often it is asked for; while the page is hidden, no frames come. */
export function nextFrame(draw: () => void): void {
  waiting.add(draw);
  frame ||= requestAnimationFrame(drawAll);
}

/** Takes back what `nextFrame` was asked for. */
export const forgetFrame = (draw: () => void): boolean => waiting.delete(draw);
