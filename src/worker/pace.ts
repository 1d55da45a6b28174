/** Seconds of steps over which the speed is taken: long enough to be steady, short enough to follow a change. */
const span = 1;

interface Mark {
  seconds: number;
  steps: number;
}

/** How fast a run goes, and how long it still takes. */
export class Pace {
  /** Spent in steps alone. */
  seconds = 0;
  private steps = 0;
  private evaluationSeconds: number | undefined;
  /** Where the present span began and the one before it. */
  private marks: [Mark, Mark] = [
    { seconds: 0, steps: 0 },
    { seconds: 0, steps: 0 },
  ];

  constructor(
    private readonly batchSize: number,
    private readonly evaluateEvery: number,
  ) {}

  addStep(seconds: number): void {
    this.seconds += seconds;
    this.steps++;
    if (this.seconds - this.marks[1].seconds >= span)
      this.marks = [this.marks[1], { seconds: this.seconds, steps: this.steps }];
  }

  setEvaluation(seconds: number): void {
    this.evaluationSeconds = seconds;
  }

  /** `secondsLeft` counts the `stepsLeft` steps and their evaluations; null before the first step. */
  read(stepsLeft: number): { samplesPerSecond: number; secondsLeft: number | null } {
    const [mark] = this.marks;
    const seconds = this.seconds - mark.seconds;
    const steps = this.steps - mark.steps;
    if (steps === 0 || seconds === 0) return { samplesPerSecond: 0, secondsLeft: null };
    const evaluations = (stepsLeft / this.evaluateEvery) * (this.evaluationSeconds ?? 0);
    return {
      samplesPerSecond: (steps * this.batchSize) / seconds,
      secondsLeft: (stepsLeft * seconds) / steps + evaluations,
    };
  }
}
