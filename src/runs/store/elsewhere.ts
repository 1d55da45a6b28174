import type { Directory } from './directory';
import { manyAtOnce } from './manyAtOnce';
import type { Standing } from './owner';

/** Milliseconds between two looks at what other processes do. */
export const lookEvery = 1000;

/** What is done with a directory that others write to, too. Each says whether anything is another since. */
interface Looks {
  /** Which runs there are. */
  list: () => Promise<boolean>;
  /** A run that goes on elsewhere, or may. */
  look: (id: string) => Promise<boolean>;
}

/** Follows the runs of other processes: those that go on, and, as long as anybody listens, those that come and go. */
export class Elsewhere {
  private readonly watched = new Map<string, Standing>();
  private readonly listeners = new Set<() => void>();
  private timer: NodeJS.Timeout | undefined;
  private isLooking = false;
  /** When something in the directory got or lost its name, the last time that it was listed. */
  private listedAt: number | undefined;

  constructor(
    private readonly directory: Directory,
    private readonly looks: Looks,
  ) {}

  /** How the owner of a run stands that is watched. */
  standing(id: string): Standing | undefined {
    return this.watched.get(id);
  }

  /** Watches a run as long as its owner is not gone. */
  watch(id: string, standing: Standing): void {
    if (standing === 'gone') this.watched.delete(id);
    else this.watched.set(id, standing);
    this.keepTime();
  }

  forget(id: string): void {
    this.watched.delete(id);
  }

  onNews(listener: () => void): void {
    this.listeners.add(listener);
    this.keepTime();
  }

  close(): void {
    this.listeners.clear();
    this.watched.clear();
    this.stop();
  }

  private stop(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private keepTime(): void {
    if (this.timer || (this.watched.size === 0 && this.listeners.size === 0)) return;
    this.timer = setInterval(() => void this.look(), lookEvery);
    this.timer.unref();
  }

  private async look(): Promise<void> {
    // On a slow disk a look may take longer than until the next.
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      let hasNews = this.listeners.size > 0 && (await this.listIfChanged());
      await manyAtOnce([...this.watched.keys()], async (id) => {
        if (await this.looks.look(id)) hasNews = true;
      });
      if (hasNews) for (const listener of this.listeners) listener();
    } finally {
      this.isLooking = false;
    }
    if (this.watched.size === 0 && this.listeners.size === 0) this.stop();
  }

  private async listIfChanged(): Promise<boolean> {
    const status = await this.directory.stat('').catch(() => undefined);
    if (status?.modifiedAt === this.listedAt) return false;
    // A file system tells no two changes of one moment apart: what is as young as that is looked at once more.
    const isOld = status === undefined || Date.now() - status.modifiedAt > 2 * lookEvery;
    this.listedAt = isOld ? status?.modifiedAt : undefined;
    return this.looks.list();
  }
}
