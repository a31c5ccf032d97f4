const KEY = 'Idempotency-Key';
const PASSING = new Set([429, 503]);
/** Rate limits are minutes long; whoever names a longer wait means that a person should look. */
const LONGEST_WAIT_MS = 120_000;
const FIRST_WAIT_MS = 250;

/** Sends a request that may be repeated again after a passing fault; any other once. */
export async function fetchPatiently(request: Request, retries: number): Promise<Response> {
  if (isActWithKey(request) && !request.headers.has(KEY)) request.headers.set(KEY, crypto.randomUUID());
  const attempts = isRepeatable(request) ? retries : 0;
  for (let attempt = 0; ; attempt += 1) {
    const isLast = attempt >= attempts;
    try {
      const response = await fetch(isLast ? request : request.clone());
      if (isLast || !isPassing(response)) return response;
      const wait = waitMs(response, attempt);
      if (wait > LONGEST_WAIT_MS) return response;
      await response.body?.cancel();
      await pause(wait, request.signal);
    } catch (error) {
      if (isLast || request.signal.aborted) throw error;
      await pause(waitMs(null, attempt), request.signal);
    }
  }
}

/** POSTs of a workspace: there the server knows who asks and keeps the answer. It does not for uploads, which it cannot compare. */
function isActWithKey({ method, url, headers }: Request): boolean {
  return method === 'POST' && url.includes('/api/v1/workspaces') && !headers.get('content-type')?.startsWith('multipart/');
}

function isRepeatable(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD' || request.headers.has(KEY);
}

/** A conflict that names a time: the first attempt, whose answer was lost, is still running. */
function isPassing({ status, headers }: Response): boolean {
  return PASSING.has(status) || (status === 409 && headers.has('retry-after'));
}

/** `Retry-After` in seconds or as a date; without it longer each time. */
function waitMs(response: Response | null, attempt: number): number {
  const told = response?.headers.get('retry-after') ?? '';
  const ms = /^\d+$/.test(told) ? Number(told) * 1000 : Date.parse(told) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : FIRST_WAIT_MS * 2 ** attempt;
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', stop, { once: true });
    function done(): void {
      signal.removeEventListener('abort', stop);
      resolve();
    }
    function stop(): void {
      clearTimeout(timer);
      reject(signal.reason as Error);
    }
  });
}
