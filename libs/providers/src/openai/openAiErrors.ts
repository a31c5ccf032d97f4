import { GeneratorError, type GeneratorErrorKind } from '../contracts/TextGenerator.js';
import { ProviderError } from '../contracts/ProviderError.js';
import { callFailureOf } from '../http/callFailure.js';
import { networkFailure } from '../http/networkFailure.js';
import { fieldsOf } from '../http/readJson.js';
import { retryAfterHeaderMs } from '../http/retryAfterHeader.js';
import { AnswerTooLarge } from './limitedFetch.js';

const SERVICE = 'The AI service';
const LONGEST_WORDS = 200;

interface Course {
  readonly isCancelled: boolean;
  readonly isLate: boolean;
  /** Characters of the answer that had come. */
  readonly written: number;
}

/** Translates whatever ended a question. */
export function generatorErrorOf(error: unknown, { isCancelled, isLate, written }: Course): GeneratorError {
  if (error instanceof GeneratorError) return error;
  const of = (kind: GeneratorErrorKind, message: string, retryAfterMs: number | null = null): GeneratorError =>
    new GeneratorError({ kind, message, retryAfterMs, cause: error });
  if (isCancelled) return of('cancelled', 'Cancelled.');
  if (isLate)
    return of('tooSlow', 'The AI service did not finish in time. Ask for something shorter, or choose a faster model in Settings → AI.');
  if (causes(error).some((cause) => cause instanceof AnswerTooLarge))
    return of('tooLarge', 'The answer of the AI service is far too long. Ask again.');
  if (error instanceof ProviderError) return of('unavailable', error.message);
  // An address that the guard of outgoing requests does not let through explains itself.
  const guarded = causes(error).find(
    (cause) => typeof fieldsOf(cause)['code'] === 'string' && String(fieldsOf(cause)['code']).startsWith('outgoing.'),
  );
  if (guarded instanceof Error) return of('unavailable', guarded.message);
  const { status } = fieldsOf(error);
  if (typeof status === 'number') return ofStatus(error, status, of);
  const { code, words } = callFailureOf(error);
  if (written > 0 || code === 'ECONNRESET' || code === 'UND_ERR_SOCKET')
    return of('broken', 'The connection to the AI service broke before the answer was complete. Ask again.');
  if (code === '' && error instanceof SyntaxError)
    return of('broken', `${SERVICE} answered something that is not in its protocol. Check the address in Settings → AI.`);
  if (code === '' && wordsOf(error) !== '') return of('unavailable', `${SERVICE} failed: ${wordsOf(error)}.`);
  const { message } = networkFailure(code, words, SERVICE);
  return of(
    'unavailable',
    code === ''
      ? `${SERVICE} could not be reached. Check the address in Settings → AI.`
      : `${message.replace(/, so it is not known.*$/, '.')} Check the address in Settings → AI.`,
  );
}

function ofStatus(
  error: unknown,
  status: number,
  of: (kind: GeneratorErrorKind, message: string, retryAfterMs?: number | null) => GeneratorError,
): GeneratorError {
  const { headers, code } = fieldsOf(error);
  const wait = headers instanceof Headers ? retryAfterHeaderMs(headers.get('retry-after')) : null;
  switch (status) {
    case 401:
    case 403:
      return of('auth', `${SERVICE} did not accept the key. Enter a valid key in Settings → AI.`);
    case 404:
      return of('model', `${SERVICE} does not know this model or address. Check both in Settings → AI.`);
    case 429:
      return code === 'insufficient_quota'
        ? of('limited', 'The account at the AI service has no credit left. Add credit there, then ask again.')
        : of('limited', `${SERVICE} is asked too often. Try again ${wait === null ? 'in a minute' : `in ${inWords(wait)}`}.`, wait);
    case 400:
    case 413:
    case 422:
      return of(
        'model',
        `${SERVICE} refused the question: ${wordsOf(error) || `it answered ${status}`}. Check the model in Settings → AI.`,
      );
  }
  return of('unavailable', `${SERVICE} answered ${status}. Try again in a few minutes.`, wait);
}

function inWords(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1000));
  return seconds < 90 ? `${seconds} ${seconds === 1 ? 'second' : 'seconds'}` : `${Math.ceil(seconds / 60)} minutes`;
}

/** What the service says about a refusal. */
function wordsOf(error: unknown): string {
  const { message } = fieldsOf(fieldsOf(error)['error']);
  return typeof message === 'string'
    ? message
        .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
        .replace(/\.$/, '')
        .trim()
        .slice(0, LONGEST_WORDS)
    : '';
}

function causes(error: unknown): unknown[] {
  const found: unknown[] = [];
  for (let at = error; at !== undefined && at !== null && found.length < 6; at = fieldsOf(at)['cause']) found.push(at);
  return found;
}
