import type { LossRecord } from '../shared/lossRecord';

/** Bytes of the losses that are kept, beside those of the active run: eight runs of a million steps. */
const most = 64_000_000;

/** The series that were read, by run; those not asked for the longest are let go, and read again when they are. */
export class SeriesCache {
  /** The one asked for last is the last. */
  private readonly records = new Map<string, LossRecord>();

  /** @param isHeld whether a run's is kept whatever it takes: it is nowhere else yet. */
  constructor(
    private readonly isHeld: (runId: string) => boolean,
    private readonly limit = most,
  ) {}

  get(runId: string): LossRecord | undefined {
    const record = this.records.get(runId);
    if (record) this.keep(record);
    return record;
  }

  /** Keeps one more, and lets go what there is no room for. */
  set(record: LossRecord): void {
    this.keep(record);
    let room = this.limit;
    for (const { id, loss } of [...this.records.values()].reverse()) {
      room -= loss.byteLength;
      if (room < 0 && id !== record.id && !this.isHeld(id)) this.records.delete(id);
    }
  }

  delete(runId: string): void {
    this.records.delete(runId);
  }

  private keep(record: LossRecord): void {
    this.records.delete(record.id);
    this.records.set(record.id, record);
  }
}
