import { PassThrough, type Readable } from 'node:stream';
import type { MessageEvent } from '@nestjs/common';
import type { Observable } from 'rxjs';

/** Events as they go over the wire. Whoever hangs up ends the subscription. */
export function eventStream(events: Observable<MessageEvent>): Readable {
  const stream = new PassThrough();
  const subscription = events.subscribe({
    next: ({ type = 'message', data }) => void stream.write(`event: ${type}\ndata: ${JSON.stringify(data)}\n\n`),
    complete: () => stream.end(),
    error: (error: Error) => stream.destroy(error),
  });
  stream.on('close', () => subscription.unsubscribe());
  return stream;
}
