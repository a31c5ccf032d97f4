import { parentPort } from 'node:worker_threads';
import { ownThread } from './threadTime.js';
import { describeError, type TravellingError } from './travellingErrors.js';

export type ThreadQuestion = unknown;

/** `thread`: its number in the kernel, if that is known. */
export type ThreadAnswer =
  | { readonly kind: 'ready'; readonly thread: number | null }
  | { readonly kind: 'result'; readonly result: unknown }
  | { readonly kind: 'failed'; readonly error: TravellingError };

/** The thread's side of a ThreadPool, which asks one question after the other. */
export function serveThread(answer: (question: unknown) => unknown): void {
  const port = parentPort;
  if (!port) return;
  const send = (message: ThreadAnswer): void => port.postMessage(message);
  port.on('message', (question: unknown) => {
    Promise.resolve()
      .then(() => answer(question))
      .then((result) => send({ kind: 'result', result }))
      .catch((error: unknown) => send({ kind: 'failed', error: describeError(error) }));
  });
  send({ kind: 'ready', thread: ownThread() });
}
