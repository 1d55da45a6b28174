import type { FromWebview, Method, Params, Results, Settled, ToWebview } from '../src/shared/protocol';

const vscode = acquireVsCodeApi();

/** A request that the host refused, with the field it belongs to (a key path of the experiment, or empty). */
export class Refused extends Error {
  constructor(
    message: string,
    readonly place: string,
  ) {
    super(message);
  }
}

const waiting = new Map<number, (result: Settled) => void>();
let lastId = 0;

const post = (message: FromWebview) => {
  vscode.postMessage(message);
};

/**
 * Asks the host for something; settles always.
 * @throws Refused with the host's one sentence.
 */
export function request<M extends Method>(method: M, params: Params<M>): Promise<Results[M]> {
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, (result) => {
      if (result.ok) resolve(result.value as Results[M]);
      else reject(new Refused(result.error.message, result.error.place));
    });
    post({ type: 'request', id, method, params });
  });
}

/** Hands every message but the answers to requests to `receive`, and tells the host that the page is there. */
export function connect(receive: (message: Exclude<ToWebview, { type: 'settled' }>) => void): void {
  window.addEventListener('message', ({ data }: MessageEvent<ToWebview>) => {
    if (data.type !== 'settled') {
      receive(data);
      return;
    }
    waiting.get(data.id)?.(data.result);
    waiting.delete(data.id);
  });
  post({ type: 'ready' });
}

/** What a page keeps of itself over a reload: where the reader is, and nothing else. */
export function recall<T extends object>(initial: T): T {
  return { ...initial, ...(vscode.getState() as Partial<T> | undefined) };
}

/** Adds `navigation` to what the page keeps over a reload. */
export function remember(navigation: object): void {
  vscode.setState({ ...(vscode.getState() as object | undefined), ...navigation });
}
