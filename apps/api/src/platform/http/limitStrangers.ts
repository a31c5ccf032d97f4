import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ServerResponse } from 'node:http';
import { type Readable, Transform } from 'node:stream';
import type { AppError } from './AppError.js';
import { requestLimits } from './requestLimits.js';

/** Null for whoever may send as much as the server takes; else what they are told. */
export type RefusalOf = (request: FastifyRequest) => Promise<AppError | null>;

/**
 * Whoever has no session and no key sends little: a body that says it is larger is refused unread, one that does not say how large it is
 * is read that far. Only those two cost a look at who it is.
 */
export function limitStrangers(fastify: FastifyInstance, refusalOf: RefusalOf, mostBytes: number = requestLimits.strangerBytes): void {
  fastify.addHook('preParsing', (request, reply, payload, done) => {
    const bytes = announcedBytes(request);
    if (bytes <= mostBytes) return done(null, payload);
    refusalOf(request).then(
      (error) => {
        if (error === null) done(null, payload);
        else if (!Number.isFinite(bytes)) done(null, limited(payload, mostBytes, error, reply.raw));
        else {
          // Node lets the rest run dry, so that the answer arrives; more than anybody may send it need not wait for.
          if (bytes > requestLimits.bodyBytes) void reply.header('connection', 'close');
          done(error);
        }
      },
      (failure: Error) => done(failure),
    );
  });
}

/** Infinity when only the end of the body will tell. */
function announcedBytes({ headers }: FastifyRequest): number {
  return headers['transfer-encoding'] === undefined ? Number(headers['content-length'] ?? 0) : Infinity;
}

/** The body up to `mostBytes`, beyond which it fails with `error`. What still arrives when the answer is sent is thrown away, read or not. */
function limited(body: Readable, mostBytes: number, error: AppError, answer: ServerResponse): Readable {
  let bytes = 0;
  const passed = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= mostBytes) done(null, chunk);
      else done(error);
    },
  });
  body.once('error', (failure) => passed.destroy(failure)).once('close', () => passed.end());
  answer.once('finish', () => body.unpipe(passed).resume());
  return body.pipe(passed);
}
