import * as l10n from '@vscode/l10n';
import { signal } from '@preact/signals';
import type {
  FromWebview,
  Method,
  PacedMessage,
  PageCall,
  Params,
  RefusedWhy,
  Results,
  StateMessage,
  Tab,
  ToWebview,
} from '../../src/shared/pageProtocol';
import { Requester } from '../../src/shared/requester';
import type { Task } from '../../src/shared/task';
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

const post = (message: FromWebview) => {
  vscode.postMessage(message);
};

// Numbered by the clock: what the host still owes a page that was here before is not this one's.
const requester = new Requester<PageCall, RefusedWhy>(
  post,
  ({ message, place }) => new Refused(message, place),
  Date.now(),
);

/**
 * Asks the host for something; settles always.
 * @param task its signal cancels the request; it is told how far that is, where it takes long.
 * @throws Refused with the host's one sentence.
 */
export function request<M extends Method>(method: M, params: Params<M>, task?: Partial<Task>): Promise<Results[M]> {
  if (isSilent.peek()) return Promise.reject(new Refused(silence(), ''));
  return requester.request({ method, params }, task) as Promise<Results[M]>;
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
    requester.rejectAll(new Refused(silence(), ''));
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

/** What a page is told beside what it asked for. */
export type Told = StateMessage | Exclude<PacedMessage, { type: 'taskProgress' }>;

/** Hands on how far a request is. */
function isTold(message: PacedMessage): message is Extract<PacedMessage, Told> {
  if (message.type !== 'taskProgress') return true;
  requester.receive(message);
  return false;
}

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
        requester.receive(data);
        return;
      case 'paced':
        take(data.messages.filter(isTold));
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
export type PagePart = Tab | 'panel';
type Navigation = Partial<Record<PagePart, object>>;

/** What a page kept whose place this one takes. */
const inherited = (): Navigation => JSON.parse(document.body.dataset.navigation ?? '{}') as Navigation;
const navigationNow = (): Navigation => (vscode.getState() as Navigation | undefined) ?? inherited();
const resets = new Map<PagePart, (() => void)[]>();

/** What a part of the page keeps of itself over a reload: where the reader is, and nothing else. */
export function recall<T extends object>(part: PagePart, initial: T): T {
  return { ...initial, ...(navigationNow()[part] as Partial<T> | undefined) };
}

let telling: ReturnType<typeof setTimeout> | undefined;

function keep(all: Navigation): void {
  vscode.setState(all);
  clearTimeout(telling);
  telling = setTimeout(() => post({ type: 'navigation', navigation: all }), keptAfter);
}

/** Adds `navigation` to what a part of the page keeps over a reload. */
export function remember(part: PagePart, navigation: object): void {
  keep({ ...navigationNow(), [part]: { ...navigationNow()[part], ...navigation } });
}

/** Forgets where the reader was in one part, and leaves the others as they are. */
export function forget(part: PagePart): void {
  keep({ ...navigationNow(), [part]: undefined });
  for (const reset of resets.get(part) ?? []) reset();
}

/** Calls `reset` when a part is forgotten: for what outlives it on the page, and may be what it stumbles over. */
export function onForget(part: PagePart, reset: () => void): void {
  resets.set(part, [...(resets.get(part) ?? []), reset]);
}
