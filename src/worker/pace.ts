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
  /** Of the step under way. */
  private part = { seconds: 0, share: 0 };
  private evaluationSeconds: number | undefined;
  /** Of all evaluations so far. */
  private evaluated = 0;
  /** Where the present span began and the one before it. */
  private marks: [Mark, Mark] = [
    { seconds: 0, steps: 0 },
    { seconds: 0, steps: 0 },
  ];

  constructor(
    private readonly batchSize: number,
    private readonly evaluateEvery: number,
  ) {}

  /** @param seconds of work on the step under way since the last call; @param share (0 … 1) of it that is done. */
  addPart(seconds: number, share: number): void {
    this.seconds += seconds;
    this.part = { seconds: this.part.seconds + seconds, share };
  }

  /** @param seconds of work on the step that is over now since the last call. */
  addStep(seconds: number): void {
    this.seconds += seconds;
    this.part = { seconds: 0, share: 0 };
    this.steps++;
    if (this.seconds - this.marks[1].seconds >= span)
      this.marks = [this.marks[1], { seconds: this.seconds, steps: this.steps }];
  }

  setEvaluation(seconds: number): void {
    this.evaluationSeconds = seconds;
    this.evaluated += seconds;
  }

  /**
   * `secondsLeft` counts the `stepsLeft` steps and their evaluations; null before anything of the first step is done.
   * @param clock seconds that went by while the run went on: what is left takes as much longer than its work as what is
   * done did, for others want the processor too.
   */
  read(stepsLeft: number, clock = 0): { samplesPerSecond: number; secondsLeft: number | null } {
    const [mark] = this.marks;
    const { share } = this.part;
    const isFirst = this.steps === mark.steps;
    const seconds = isFirst ? this.part.seconds : this.seconds - this.part.seconds - mark.seconds;
    const steps = isFirst ? share : this.steps - mark.steps;
    if (steps === 0 || seconds === 0) return { samplesPerSecond: 0, secondsLeft: null };
    const evaluations = (stepsLeft / this.evaluateEvery) * (this.evaluationSeconds ?? 0);
    const delay = Math.max(1, clock / (this.seconds + this.evaluated));
    return {
      samplesPerSecond: (steps * this.batchSize) / seconds,
      secondsLeft: (((stepsLeft - share) * seconds) / steps + evaluations) * delay,
    };
  }
}
