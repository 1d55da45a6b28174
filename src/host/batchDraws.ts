import { BadInput } from '../engine/badInput';
import { GrowingArray } from '../shared/growingArray';
import type { Params, Results } from '../shared/pageProtocol';
import { stopped, Unheard, type Task } from '../shared/task';
import type { WantedDraws } from '../worker/batchLosses';

type Asked = Params<'batchLosses'>;
type Whole = Pick<Results['batchLosses'], 'all' | 'spread' | 'network'>;

/** Asks the thread for batches of one size. */
type Draw = (
  wanted: { drawing: number } & WantedDraws,
  task: Task,
) => Promise<Whole & { losses: Float64Array; measured: number }>;

/** Draws of a size asked for at once: few enough that the picture grows before one's eyes. */
const chunkOf = (draws: number) => Math.min(1000, Math.max(20, Math.ceil(draws / 10)));

/** Draws in rounds for every series until all is drawn, whether or not anybody looks on, or until it is stopped. */
class Drawing {
  private readonly controller = new AbortController();
  private readonly losses: GrowingArray[];
  private measured = 0;
  private whole: Whole | undefined;
  private isOver = false;
  private fault: Error | undefined;
  /** Those who wait for more, who look whether there is. */
  private readonly waiting = new Set<() => void>();

  constructor(
    readonly asked: Asked,
    private readonly draw: Draw,
  ) {
    this.losses = asked.series.map(() => new GrowingArray());
    void this.drawAll();
  }

  private async drawAll(): Promise<void> {
    try {
      while (await this.drawRound());
    } catch (error) {
      this.fault = error instanceof Error ? error : new Error(String(error));
    }
    this.isOver = true;
    this.tell();
  }

  private drawnOf(i: number): number {
    return this.losses[i].values.length;
  }

  /** @returns whether more is to be drawn. */
  private async drawRound(): Promise<boolean> {
    const { drawing, seed, draws, series } = this.asked;
    const missing = series.flatMap(({ size, replace }, i) => (this.drawnOf(i) < draws ? [{ size, replace, i }] : []));
    if (missing.length === 0) return false;
    // A round is asked for together, so that the thread never waits; the loss of all comes before.
    const waiting = missing.filter(({ i }) => this.drawnOf(i) === 0);
    const round = this.measured < 1 ? missing.slice(0, 1) : waiting.length > 0 ? waiting : missing;
    const task: Task = { signal: this.controller.signal, tell: () => undefined };
    const answers = await Promise.all(
      round.map(({ size, replace, i }) => {
        const first = this.drawnOf(i);
        const count = Math.min(chunkOf(draws), draws - first);
        return this.draw({ drawing, seed, size, replace, first, count }, task);
      }),
    );
    for (const [k, { losses, measured, all, spread, network }] of answers.entries()) {
      const { i } = round[k];
      this.measured = measured;
      // The network of the first answer is that of all, whatever is trained meanwhile.
      this.whole = { all, spread, network: this.whole?.network ?? network };
      const first = this.drawnOf(i);
      this.losses[i].resize(first + losses.length).set(losses, first);
    }
    this.tell();
    // Of no numbers there is nothing to estimate: the first draws show it as well as all.
    const isBegun = this.losses.every(({ values }) => values.length > 0);
    return !isBegun || Number.isFinite(answers[0].all);
  }

  private tell(): void {
    for (const look of [...this.waiting]) look();
  }

  stop(): void {
    this.controller.abort(stopped());
  }

  /** Waits until there is more than `asked` has. Whoever waits and stops it, ends it; who is only gone does not. */
  more({ series, measured }: Asked, { signal }: Task): Promise<Results['batchLosses']> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.waiting.delete(look);
        reject(signal.reason as Error);
        if (!(signal.reason instanceof Unheard)) this.stop();
      };
      const look = () => {
        const isMore = this.measured > measured || series.some(({ had }, i) => this.drawnOf(i) > had);
        if (!isMore && !this.isOver) return;
        this.waiting.delete(look);
        signal.removeEventListener('abort', leave);
        if (this.fault || !this.whole) reject(this.fault ?? stopped());
        else {
          const losses = series.map(({ had }, i) => this.losses[i].values.slice(had));
          resolve({ ...this.whole, losses, measured: this.measured, isOver: this.isOver });
        }
      };
      if (signal.aborted) {
        leave();
        return;
      }
      this.waiting.add(look);
      signal.addEventListener('abort', leave, { once: true });
      look();
    });
  }

  get drawn(): NonNullable<Results['keptDraws']>['drawn'] {
    if (!this.whole || this.measured < 1) return null;
    const series = this.asked.series.map(({ size, replace }, i) => ({
      size,
      replace,
      losses: this.losses[i].values.slice(),
    }));
    return { ...this.whole, series };
  }
}

/** The last drawing: it goes on while the panel is covered, and the page that takes the place of another finds it here. */
export class BatchDraws {
  private last: Drawing | undefined;

  constructor(private readonly draw: Draw) {}

  /**
   * Begins a drawing that is not known yet, in the place of the last one, and answers as soon as there is more of it than
   * was had. Drawings are numbered by the clock.
   * @throws BadInput of one that another has taken the place of.
   */
  async more(asked: Asked, task: Task): Promise<Results['batchLosses']> {
    const known = this.last?.asked.drawing ?? -1;
    if (asked.drawing < known) throw new BadInput('', 'These draws are over: start them anew.');
    if (!this.last || asked.drawing > known) {
      this.last?.stop();
      this.last = new Drawing(asked, this.draw);
    }
    return this.last.more(asked, task);
  }

  /** Ends a drawing, for the reader; what was drawn stays. */
  stop(drawing: number): void {
    if (this.last?.asked.drawing === drawing) this.last.stop();
  }

  /** null where another drawing took its place. */
  of(drawing: number): Results['keptDraws'] {
    return this.last?.asked.drawing === drawing ? { drawn: this.last.drawn } : null;
  }
}
