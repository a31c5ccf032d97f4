import { fieldsOf } from './readJson.js';

/** Why a call over `fetch` got no answer: the code of the operating system or of the TLS library, and the words with it. */
export interface CallFailure {
  readonly code: string;
  readonly words: string;
}

/** `fetch` says "fetch failed" and keeps the reason as the cause, sometimes several of them. */
export function callFailureOf(error: unknown): CallFailure {
  for (let at = error, depth = 0; depth < 5; depth += 1) {
    const { code, cause, message, name } = fieldsOf(at);
    if (typeof code === 'string' && code !== '') return { code, words: typeof message === 'string' ? message : '' };
    if (cause === undefined || cause === null) return { code: '', words: name === 'TimeoutError' ? 'timeout' : '' };
    at = cause;
  }
  return { code: '', words: '' };
}
