import { client } from './generated/client.gen.js';
import { type Client, createClient } from './generated/client/index.js';

export interface ConnectOptions {
  /** Where Rapport answers, such as `http://localhost:3000`. */
  readonly baseUrl: string;
  /** Sent as `X-Rapport-Client`; names your program in the server's log. */
  readonly program?: string;
  /** How often a reading request is tried again after 429, 503 or a lost connection. Default 3. Requests that change something are never repeated. */
  readonly retries?: number;
}

const RETRIED = new Set([429, 503]);

/** A client for programs outside a browser: it keeps the session cookie after `login`, and repeats reading requests that met a passing fault. */
export function connect({ baseUrl, program = 'sdk', retries = 3 }: ConnectOptions): Client {
  const cookies = new Map<string, string>();
  return createClient({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    headers: { 'X-Rapport-Client': program },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (cookies.size > 0) request.headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
      const response = await fetchPatiently(request, retries);
      keepCookies(cookies, response);
      return response;
    },
  });
}

/**
 * The client that SDK functions use when they are given none, set up for a page of Rapport itself. `fetch` stands in for the
 * browser's, for a page that wants to see answers first.
 */
export function browserClient(options: { readonly fetch?: (request: Request) => Promise<Response> } = {}): Client {
  const own = options.fetch;
  client.setConfig({
    baseUrl: '',
    headers: { 'X-Rapport-Client': 'dashboard' },
    credentials: 'same-origin',
    ...(own ? { fetch: (input, init) => own(input instanceof Request ? input : new Request(input, init)) } : {}),
  });
  return client;
}

async function fetchPatiently(request: Request, retries: number): Promise<Response> {
  const isReading = request.method === 'GET' || request.method === 'HEAD';
  for (let attempt = 0; ; attempt += 1) {
    const mayRetry = isReading && attempt < retries;
    try {
      const response = await fetch(isReading ? request.clone() : request);
      if (!mayRetry || !RETRIED.has(response.status)) return response;
      await pause(waitMs(response, attempt));
    } catch (error) {
      if (!mayRetry || request.signal.aborted) throw error;
      await pause(waitMs(null, attempt));
    }
  }
}

function waitMs(response: Response | null, attempt: number): number {
  const seconds = Number(response?.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 250 * 2 ** attempt;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function keepCookies(cookies: Map<string, string>, response: Response): void {
  for (const line of response.headers.getSetCookie()) {
    const [pair = ''] = line.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '') cookies.delete(name);
    else cookies.set(name, value);
  }
}
