import type { Readable } from 'node:stream';
import type { Response, Test } from 'supertest';
import { newId } from '../../src/platform/database/ids.js';
import type { DeclaredRoute } from '../../src/platform/security/declaredRoutes.js';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** Whoever can call: a person or a program. */
export interface Caller {
  readonly workspaceId: string;
  ask(method: Method, path: string, body?: object): Test;
}

/** `403 auth.roleTooLow`, or the status alone when it was no refusal. */
export async function knock(caller: Caller, route: DeclaredRoute, workspaceId: string): Promise<string> {
  const path = route.path.replace(':workspaceId', workspaceId).replace(/:\w+/g, () => newId());
  const method = route.method.toLowerCase() as Method;
  const call = caller.ask(method, path, method === 'get' || method === 'delete' ? undefined : {});
  if (path.endsWith('/events')) void call.buffer(false).parse(firstChunk);
  const answer: Response = await call;
  const { error } = answer.body as { error?: { code?: string } | null };
  return answer.status >= 400 && error?.code ? `${answer.status} ${error.code}` : String(answer.status);
}

/** A stream of events never ends; a refusal comes in one piece. */
function firstChunk(response: Response, done: (error: Error | null, body: unknown) => void): void {
  const stream = response as unknown as Readable;
  stream.once('data', (chunk: Buffer) => {
    done(null, response.statusCode < 400 ? null : JSON.parse(chunk.toString()));
    stream.destroy();
  });
}

/** Behind the door: made-up ids and an empty body meet a 404 or 422 there, but no refusal of access and no failure. */
export function isInside(outcome: string): boolean {
  return !/^(401|403|410|429|5\d\d)|workspace\.notFound|^404 route/.test(outcome);
}

/** A few at a time: fast, and still in an order that can be read. */
export async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>, atOnce = 8): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await act(item);
    }),
  );
}
