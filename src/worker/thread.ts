import { parentPort } from 'node:worker_threads';
import { BadInput } from '../engine/badInput';
import type { FromWorker, ToWorker, WorkerRequest } from './threadProtocol';
import { Session } from './session';

/** Where the thread starts: every request is settled. */
function serve(port: NonNullable<typeof parentPort>): void {
  // Nothing is transferred, all is copied: once a thread has given an ArrayBuffer away, V8 checks at every access to a
  // typed array whether it is still there, and a training step takes a third longer.
  const post = (message: FromWorker) => port.postMessage(message);
  const session = new Session(post);

  port.on('message', async (message: ToWorker) => {
    if (message.method === 'heard') {
      session.heard();
      return;
    }
    const { id, ...request } = message;
    try {
      const value = await answer(session, request);
      post({ type: 'settled', id, ok: true, value });
    } catch (error) {
      post({ type: 'settled', id, ok: false, error: described(error) });
    }
  });
}

/** The types say that each method gets its own request; the compiler cannot follow them through the look-up. */
function answer(session: Session, request: WorkerRequest): unknown {
  const handlers = session as unknown as Record<string, (request: WorkerRequest) => unknown>;
  return handlers[request.method](request);
}

type Fault = Extract<FromWorker, { ok: false }>['error'];

function described(error: unknown): Fault {
  if (error instanceof BadInput)
    return { place: error.place, message: error.message, template: error.template, values: error.values };
  const failed = new BadInput('', 'The training thread failed ({0}).', [
    error instanceof Error ? error.message : String(error),
  ]);
  return described(failed);
}

if (parentPort) serve(parentPort);
