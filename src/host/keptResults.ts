import type { KeptAnswer } from '../shared/pageProtocol';

/** Bytes that all kept results may have together. */
const mostBytes = 64 * 2 ** 20;

/** The bytes of a result, about. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 2 * value.length;
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce((sum: number, part) => sum + bytesOf(part), 0);
}

interface Last {
  /** What the answer is of. */
  key: string;
  asked: unknown;
  answer: unknown;
  bytes: number;
}

interface UnderWay {
  key: string;
  asked: unknown;
  answer: Promise<unknown>;
}

/**
 * The last result of every kind that takes long. VS Code ends the page of a panel that is covered: the one that takes its
 * place finds here what that one had, and joins what it was waiting for.
 */
export class KeptResults {
  private readonly lasts = new Map<string, Last>();
  private readonly underWay = new Map<string, UnderWay>();

  /** @param most bytes kept of all kinds together. */
  constructor(private readonly most = mostBytes) {}

  /**
   * Answers from memory where the last question of this kind was the same, and asks otherwise.
   *
   * @param asked tells a question from others, with the network or run that it is about.
   * @param about the same, of an answer: where a network may learn while it is asked.
   */
  async answer<Answer>(
    kind: string,
    asked: unknown,
    ask: () => Promise<Answer>,
    about: (answer: Answer) => unknown = () => asked,
  ): Promise<Answer> {
    const key = JSON.stringify(asked);
    const last = this.lasts.get(kind);
    if (last?.key === key) return last.answer as Answer;
    const before = this.underWay.get(kind);
    if (before?.key === key) return before.answer as Promise<Answer>;
    return this.anew(kind, asked, ask, about);
  }

  /** Asks, whatever is kept, and keeps the answer. */
  async anew<Answer>(
    kind: string,
    asked: unknown,
    ask: () => Promise<Answer>,
    about: (answer: Answer) => unknown = () => asked,
  ): Promise<Answer> {
    const mine: UnderWay = { key: JSON.stringify(asked), asked, answer: ask() };
    this.underWay.set(kind, mine);
    try {
      const answer = (await mine.answer) as Answer;
      if (this.underWay.get(kind) === mine) this.keep(kind, asked, JSON.stringify(about(answer)), answer);
      return answer;
    } finally {
      if (this.underWay.get(kind) === mine) this.underWay.delete(kind);
    }
  }

  /** What is under way is stopped: whoever asks the same after that asks anew. */
  letGo(kind: string): void {
    this.underWay.delete(kind);
  }

  of<Asked, Answer>(kind: string): KeptAnswer<Asked, Answer> {
    const last = this.lasts.get(kind);
    const underWay = this.underWay.get(kind);
    return {
      last: last ? { asked: last.asked as Asked, answer: last.answer as Answer } : null,
      underWay: underWay ? (underWay.asked as Asked) : null,
    };
  }

  private keep(kind: string, asked: unknown, key: string, answer: unknown): void {
    this.lasts.delete(kind);
    const bytes = bytesOf(answer);
    const others = [...this.lasts.values()].reduce((sum, last) => sum + last.bytes, 0);
    if (others + bytes <= this.most) this.lasts.set(kind, { key, asked, answer, bytes });
  }
}
