/** What is read of a failed call: of Google's answer, or of the connection where none came. */
export interface GoogleFailure {
  /** Null: there was no complete answer. */
  readonly status: number | null;
  /** Google's short name of it: rateLimitExceeded, invalid_grant. */
  readonly reason: string;
  readonly words: string;
  readonly retryAfter: string | null;
  /** The code of the operating system or of the TLS library, where there was no answer. */
  readonly code: string;
}

const LONGEST_WORDS = 500;
/** Access tokens, assertions and keys: none of them may be in what is shown or logged, whoever repeats them. */
const SECRETS = /\bya29\.[\w.-]+|\beyJ[\w-]+\.[\w-]+(\.[\w-]+)?|\bBearer\s+\S+|-----BEGIN[\s\S]*?(-----END[^-]*-----|$)/g;

export function readFailure(error: unknown): GoogleFailure {
  const failure = recordOf(error) ?? {};
  const response = recordOf(failure['response']);
  const status = response?.['status'];
  if (typeof status !== 'number') {
    const cause = recordOf(failure['cause']) ?? {};
    const code = [failure['code'], cause['code'], cause['name']].find((value) => typeof value === 'string');
    return { status: null, reason: '', words: cleaned(textOf(failure['message'])), retryAfter: null, code: textOf(code) };
  }
  const body = recordOf(response?.['data']) ?? {};
  const inner = recordOf(body['error']);
  const first = recordOf(Array.isArray(inner?.['errors']) ? inner['errors'][0] : undefined);
  const headers = response?.['headers'];
  return {
    status,
    reason: textOf(first?.['reason']) || textOf(inner?.['status']) || textOf(body['error']),
    words: cleaned(textOf(inner?.['message']) || [textOf(body['error']), textOf(body['error_description'])].filter(Boolean).join(': ')),
    retryAfter: isHeaders(headers) ? headers.get('retry-after') : null,
    code: '',
  };
}

/** The library brings a class of its own. */
function isHeaders(value: unknown): value is Pick<Headers, 'get'> {
  return typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function';
}

function cleaned(words: string): string {
  return words
    .replace(SECRETS, '…')
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ')
    .trim()
    .slice(0, LONGEST_WORDS);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
