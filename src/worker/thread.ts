import { parentPort } from 'node:worker_threads';
import { BadInput } from '../engine/badInput';
import { Answerer } from '../shared/answerer';
import type { Task } from '../shared/task';
import type { FromWorker, ToWorker, WorkerFault, WorkerRequest } from './threadProtocol';
import { Session } from './session';

/** Where the thread starts: every request is settled. */
function serve(port: NonNullable<typeof parentPort>): void {
  // Nothing is transferred, all is copied: once a thread has given an ArrayBuffer away, V8 checks at every access to a
  // typed array whether it is still there, and a training step takes a third longer.
  const post = (message: FromWorker) => port.postMessage(message);
  const session = new Session(post);
  const answerer = new Answerer<WorkerRequest, WorkerFault>(
    post,
    (request, task) => answer(session, request, task),
    described,
  );
  port.on('message', (message: ToWorker) => {
    if (message.type === 'heard') session.heard();
    else answerer.receive(message);
  });
}

/** The types say that each method gets its own request; the compiler cannot follow them through the look-up. */
function answer(session: Session, request: WorkerRequest, task: Task): unknown {
  const handlers = session as unknown as Record<string, (request: WorkerRequest, task: Task) => unknown>;
  return handlers[request.method](request, task);
}

function described(error: unknown): WorkerFault {
  if (error instanceof BadInput)
    return { place: error.place, message: error.message, template: error.template, values: error.values };
  const failed = new BadInput('', 'The training thread failed ({0}).', [
    error instanceof Error ? error.message : String(error),
  ]);
  return described(failed);
}

if (parentPort) serve(parentPort);
