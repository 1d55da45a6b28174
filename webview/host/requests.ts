import type { FromWebview, Method, Params, Results, Settled, Tab, ToWebview } from '../../src/shared/pageProtocol';

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
      // The page draws itself from here on.
      if (data.type === 'snapshot' || data.type === 'unavailable') document.getElementById('loading')?.remove();
      receive(data);
      return;
    }
    waiting.get(data.id)?.(data.result);
    waiting.delete(data.id);
  });
  askForSnapshot();
}

/** Tells the host that the page is there and has nothing yet. */
export const askForSnapshot = () => post({ type: 'ready' });

/** Whose navigation is kept: a tab's, or that of the panel around them. */
type Part = Tab | 'panel';
type Kept = Partial<Record<Part, object>>;

const kept = (): Kept => (vscode.getState() as Kept | undefined) ?? {};
const resets = new Map<Part, (() => void)[]>();

/** What a part of the page keeps of itself over a reload: where the reader is, and nothing else. */
export function recall<T extends object>(part: Part, initial: T): T {
  return { ...initial, ...(kept()[part] as Partial<T> | undefined) };
}

/** Adds `navigation` to what a part of the page keeps over a reload. */
export function remember(part: Part, navigation: object): void {
  vscode.setState({ ...kept(), [part]: { ...kept()[part], ...navigation } });
}

/** Forgets where the reader was in one part, and leaves the others as they are. */
export function forget(part: Part): void {
  vscode.setState({ ...kept(), [part]: undefined });
  for (const reset of resets.get(part) ?? []) reset();
}

/** Calls `reset` when a part is forgotten: for what outlives it on the page, and may be what it stumbles over. */
export function onForget(part: Part, reset: () => void): void {
  resets.set(part, [...(resets.get(part) ?? []), reset]);
}
