import { parentPort, workerData } from 'node:worker_threads';
import { BATCHES_AHEAD, type ThreadMessage } from './DraftSource.js';
import { readDrafts, type ReadingJob } from './readDrafts.js';

/**
 * Entry of the reading thread: sends batches as JSON (measured: half the time of a structured clone on the receiving side), never more
 * than BATCHES_AHEAD that the writer has not taken.
 */
async function run(job: ReadingJob, send: (message: ThreadMessage) => void, taken: (listener: () => void) => void): Promise<void> {
  let credit = BATCHES_AHEAD;
  let resume: () => void = () => undefined;
  taken(() => {
    credit += 1;
    resume();
  });
  for await (const batch of readDrafts(job)) {
    while (credit === 0) {
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
    }
    credit -= 1;
    send({ kind: 'batch', json: JSON.stringify(batch) });
  }
  send({ kind: 'end' });
}

const port = parentPort;
if (port) {
  run(
    workerData as ReadingJob,
    (message) => port.postMessage(message),
    (listener) => port.on('message', listener),
  )
    .catch((error: unknown) => port.postMessage({ kind: 'failed', error } satisfies ThreadMessage))
    .finally(() => port.unref());
}
