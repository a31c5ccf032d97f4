import { parentPort } from 'node:worker_threads';

export type ThreadQuestion = unknown;

export type ThreadAnswer =
  { readonly kind: 'ready' } | { readonly kind: 'result'; readonly result: unknown } | { readonly kind: 'failed'; readonly error: unknown };

/** The thread's side of a ThreadPool: answers one question after the other. `describe` makes of an error what can travel. */
export function serveThread(answer: (question: unknown) => unknown, describe: (error: unknown) => unknown): void {
  const port = parentPort;
  if (!port) return;
  port.on('message', (question: unknown) => {
    try {
      port.postMessage({ kind: 'result', result: answer(question) } satisfies ThreadAnswer);
    } catch (error) {
      port.postMessage({ kind: 'failed', error: describe(error) } satisfies ThreadAnswer);
    }
  });
  port.postMessage({ kind: 'ready' } satisfies ThreadAnswer);
}
