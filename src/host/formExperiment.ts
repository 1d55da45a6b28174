import type { Experiment } from '../runs/experiment/experiment';
import { followed } from './experimentSettings';
import type { Kept } from './kept';

const isSame = (one: Experiment, other: Experiment) => JSON.stringify(one) === JSON.stringify(other);

/** The experiment in the form of the Train tab: what everything that trains without saying what trains. */
export class FormExperiment {
  private fault: string | null = null;

  /** @param fromSettings what the settings ask a new experiment to start from. */
  constructor(
    private readonly kept: Kept,
    readonly fromSettings: () => Experiment,
  ) {}

  /** What the form holds, or held before a field of it went wrong. */
  get now(): Experiment {
    return this.kept.state.experiment ?? this.fromSettings();
  }

  set(experiment: Experiment): void {
    this.fault = null;
    this.kept.change({ experiment });
  }

  /** Notes what is wrong with what is typed; null when that is gone. */
  setFault(fault: string | null): void {
    this.fault = fault;
  }

  /** @throws Error with what is wrong, as long as something wrong is typed: what was right before is not what the reader sees. */
  toTrain(): Experiment {
    if (this.fault !== null) throw new Error(this.fault);
    return this.now;
  }

  /** Takes over what changed in the settings since last time, in this window or another. @returns whether the form changed. */
  followSettings(): boolean {
    const { experiment, settings } = this.kept.state;
    const after = this.fromSettings();
    if (settings && isSame(settings, after)) return false;
    const next = experiment && followed(experiment, settings ?? after, after);
    this.kept.change({ settings: after, experiment: next });
    return !experiment || !next || !isSame(experiment, next);
  }
}
