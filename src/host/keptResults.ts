import type { KeptAnswer } from '../shared/pageProtocol';
import { SharedTask } from '../shared/sharedTask';
import type { Task } from '../shared/task';

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
  answer: SharedTask<unknown>;
}

/** A question whose answer is kept. */
export interface Question<Answer> {
  /** Of each kind the last answer is kept. */
  kind: string;
  /** Tells it from others of its kind, with the network or run that it is about. */
  asked: unknown;
  /** The same, of its answer: where a network may learn while it is asked. */
  about?: (answer: Answer) => unknown;
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

  /** Answers from memory where the last question of this kind was the same, and asks otherwise. */
  async answer<Answer>(question: Question<Answer>, ask: (task: Task) => Promise<Answer>, task: Task): Promise<Answer> {
    const key = JSON.stringify(question.asked);
    const last = this.lasts.get(question.kind);
    if (last?.key === key) return last.answer as Answer;
    const before = this.underWay.get(question.kind);
    if (before?.key === key && !before.answer.isOver) return before.answer.join(task) as Promise<Answer>;
    return this.anew(question, ask, task);
  }

  /** Asks, whatever is kept, and keeps the answer. */
  anew<Answer>(
    { kind, asked, about = () => asked }: Question<Answer>,
    ask: (task: Task) => Promise<Answer>,
    task: Task,
  ): Promise<Answer> {
    // Whose page is gone stops nothing any more.
    this.underWay.get(kind)?.answer.stopUnwanted();
    const answer = new SharedTask(ask);
    const mine: UnderWay = { key: JSON.stringify(asked), asked, answer };
    this.underWay.set(kind, mine);
    answer.whenSettled((settled) => {
      if (this.underWay.get(kind) !== mine) return;
      this.underWay.delete(kind);
      if (settled.ok) this.keep(kind, asked, JSON.stringify(about(settled.value)), settled.value);
    });
    return answer.join(task);
  }

  of<Asked, Answer>(kind: string): KeptAnswer<Asked, Answer> {
    const last = this.lasts.get(kind);
    const underWay = this.underWay.get(kind);
    return {
      last: last ? { asked: last.asked as Asked, answer: last.answer as Answer } : null,
      underWay: underWay && !underWay.answer.isOver ? (underWay.asked as Asked) : null,
    };
  }

  private keep(kind: string, asked: unknown, key: string, answer: unknown): void {
    this.lasts.delete(kind);
    const bytes = bytesOf(answer);
    const others = [...this.lasts.values()].reduce((sum, last) => sum + last.bytes, 0);
    if (others + bytes <= this.most) this.lasts.set(kind, { key, asked, answer, bytes });
  }
}
