import * as l10n from '@vscode/l10n';
import { signal } from '@preact/signals';
import type {
  FromWebview,
  Method,
  PacedMessage,
  Params,
  Results,
  Settled,
  StateMessage,
  Tab,
  ToWebview,
} from '../../src/shared/pageProtocol';
import { Heartbeat } from './heartbeat';

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
    if (isSilent.peek()) {
      reject(new Refused(silence(), ''));
      return;
    }
    waiting.set(id, (result) => {
      if (result.ok) resolve(result.value as Results[M]);
      else reject(new Refused(result.error.message, result.error.place));
    });
    post({ type: 'request', id, method, params });
  });
}

/** What stands on the page until there is something to draw. */
const loading = () => document.getElementById('loading');

/** True while the host does not answer: it was started anew, say, and knows nothing of this page. */
export const isSilent = signal(false);
/** What stands on the page then, and what a request is refused with. */
export const silence = () =>
  l10n.t('Loss Lab does not answer at the moment. What was recorded is kept; this page comes back by itself.');

/** Milliseconds between two questions whether the host is there. */
const beatEvery = 1000;

const heartbeat = new Heartbeat({
  ask: () => post({ type: 'ping' }),
  onSilence: () => {
    loading()?.remove();
    isSilent.value = true;
    const unanswered = [...waiting.values()];
    waiting.clear();
    for (const settle of unanswered) settle({ ok: false, error: { message: silence(), place: '' } });
  },
  onAnswer: () => {
    isSilent.value = false;
    askForSnapshot();
  },
});

/** Milliseconds after which a page that draws no frame, as it is covered, counts as drawn all the same. */
const longFrame = 1000;

/** Calls `then` when all that was changed up to now is on the screen. */
function whenDrawn(then: () => void): void {
  let timer = 0;
  const once = () => {
    clearTimeout(timer);
    cancelAnimationFrame(frame);
    then();
  };
  // After the frame, and what else is drawn in it.
  const frame = requestAnimationFrame(() => setTimeout(once));
  timer = window.setTimeout(once, longFrame);
}

/** What a page is told beside the answers to its requests. */
export type Told = StateMessage | PacedMessage;

/**
 * Hands what the host tells to `receive`, what it tells at once together, and tells the host that the page is there and how
 * fast it draws.
 * @param receive returns whether something is missing: the host is asked for everything then, once until it is there.
 */
export function connect(receive: (messages: readonly Told[]) => boolean): void {
  let isAsked = false;
  const take = (messages: readonly Told[]) => {
    if (!receive(messages) || isAsked) return;
    isAsked = true;
    askForSnapshot();
  };
  window.addEventListener('message', ({ data }: MessageEvent<ToWebview>) => {
    heartbeat.heard();
    switch (data.type) {
      case 'pong':
        return;
      case 'settled':
        waiting.get(data.id)?.(data.result);
        waiting.delete(data.id);
        return;
      case 'paced':
        take(data.messages);
        whenDrawn(() => post({ type: 'drawn' }));
        return;
      default:
        // The page draws itself from here on.
        if (data.type === 'snapshot' || data.type === 'unavailable') {
          loading()?.remove();
          isAsked = false;
        }
        take([data]);
    }
  });
  setInterval(() => {
    if (document.visibilityState === 'visible') heartbeat.beat();
  }, beatEvery);
  askForSnapshot();
}

/** Tells the host that the page is there and has nothing yet. */
export const askForSnapshot = () => post({ type: 'ready' });

/** Milliseconds after which the host, too, is told where the reader is, for a page that takes this one's place. */
const keptAfter = 200;

/** Whose navigation is kept: a tab's, or that of the panel around them. */
export type Part = Tab | 'panel';
type Kept = Partial<Record<Part, object>>;

/** What a page kept whose place this one takes. */
const inherited = (): Kept => JSON.parse(document.body.dataset.navigation ?? '{}') as Kept;
const kept = (): Kept => (vscode.getState() as Kept | undefined) ?? inherited();
const resets = new Map<Part, (() => void)[]>();

/** What a part of the page keeps of itself over a reload: where the reader is, and nothing else. */
export function recall<T extends object>(part: Part, initial: T): T {
  return { ...initial, ...(kept()[part] as Partial<T> | undefined) };
}

let telling: ReturnType<typeof setTimeout> | undefined;

function keep(all: Kept): void {
  vscode.setState(all);
  clearTimeout(telling);
  telling = setTimeout(() => post({ type: 'navigation', navigation: all }), keptAfter);
}

/** Adds `navigation` to what a part of the page keeps over a reload. */
export function remember(part: Part, navigation: object): void {
  keep({ ...kept(), [part]: { ...kept()[part], ...navigation } });
}

/** Forgets where the reader was in one part, and leaves the others as they are. */
export function forget(part: Part): void {
  keep({ ...kept(), [part]: undefined });
  for (const reset of resets.get(part) ?? []) reset();
}

/** Calls `reset` when a part is forgotten: for what outlives it on the page, and may be what it stumbles over. */
export function onForget(part: Part, reset: () => void): void {
  resets.set(part, [...(resets.get(part) ?? []), reset]);
}
