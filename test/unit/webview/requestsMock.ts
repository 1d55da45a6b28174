import type { Task } from '../../../src/shared/task';

interface Host {
  /** Answers a request, if at all. */
  answer: (method: string, params: never) => Promise<unknown>;
  /** Hears that one was cancelled before it was answered. */
  cancelled?: (method: string) => void;
  /** What parts of the page keep over a reload. */
  kept?: Map<string, object>;
}

/** `webview/host/requests` with `host` in the place of the real one. */
export const requestsOf = ({ answer, cancelled, kept = new Map<string, object>() }: Host) => ({
  request: (method: string, params: object, { signal }: Partial<Task> = {}) =>
    new Promise((resolve, reject) => {
      const cancel = () => {
        cancelled?.(method);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener('abort', cancel, { once: true });
      answer(method, params as never)
        .finally(() => signal?.removeEventListener('abort', cancel))
        .then(resolve, reject);
    }),
  recall: (part: string, initial: object) => ({ ...initial, ...kept.get(part) }),
  onForget: () => undefined,
  remember: (part: string, change: object) => void kept.set(part, { ...kept.get(part), ...change }),
});
