import { RapportError, type FieldProblem } from './RapportError.js';

interface Answer<T> {
  readonly data?: { readonly data: T } | undefined;
  readonly error?: unknown;
  readonly response?: Response | undefined;
}

interface ErrorBody {
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
  readonly fields?: readonly FieldProblem[];
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The `data` of the envelope; a refusal, or no answer at all, becomes a RapportError. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const answer = await call;
  if (answer.data !== undefined && answer.error === undefined) return answer.data.data;
  throw toRapportError(answer);
}

function toRapportError({ error, response }: Answer<unknown>): RapportError {
  const status = response?.status ?? 0;
  const body = bodyOf(error);
  if (body?.code && body.message) return new RapportError(body.code, status, body.message, body.fields, body.requestId, body.details);
  if (status === 0) return new RapportError('network.unreachable', 0, 'The server did not answer. Check your connection and try again.');
  return new RapportError('server.unreadable', status, `The server sent an unexpected answer (status ${status}). Try again.`);
}

function bodyOf(error: unknown): ErrorBody | null {
  if (typeof error !== 'object' || error === null || !('error' in error)) return null;
  return error.error as ErrorBody | null;
}
