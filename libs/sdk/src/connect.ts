import { client } from './generated/client.gen.js';
import { type Client, createClient } from './generated/client/index.js';
import { fetchPatiently } from './fetchPatiently.js';

export interface ConnectOptions {
  /** Where Rapport answers, such as `http://localhost:3000`. */
  readonly baseUrl: string;
  /** `rk_…`, made under Settings, API keys. Without one, sign in with `login`: the client keeps the session. */
  readonly apiKey?: string;
  /** Sent as `X-Rapport-Client`; names your program in the server's log. */
  readonly program?: string;
  /** How often a request that met a passing fault (429, 503, a lost connection) is tried again. Default 3; 0 never. */
  readonly retries?: number;
}

/**
 * A client for programs outside a browser. Requests that read are repeated after a passing fault; so is every POST of a workspace
 * (uploads apart), because it carries an `Idempotency-Key` with which the server acts once, however often it is sent.
 */
export function connect({ baseUrl, apiKey, program = 'sdk', retries = 3 }: ConnectOptions): Client {
  const cookies = new Map<string, string>();
  return createClient({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    headers: { 'X-Rapport-Client': program, ...(apiKey ? { Authorization: `Bearer ${apiKey}` } : {}) },
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (cookies.size > 0) request.headers.set('cookie', [...cookies].map(([name, value]) => `${name}=${value}`).join('; '));
      const response = await fetchPatiently(request, retries);
      if (!apiKey) keepCookies(cookies, response);
      return response;
    },
  });
}

/**
 * The client that SDK functions use when they are given none, set up for a page of Rapport itself. `baseUrl` is the path of the
 * installation on its host (`/rapport`); `fetch` replaces the browser's, for a page that wants to see answers first.
 */
export function browserClient(
  options: { readonly baseUrl?: string; readonly fetch?: (request: Request) => Promise<Response> } = {},
): Client {
  const own = options.fetch;
  client.setConfig({
    baseUrl: options.baseUrl ?? '',
    headers: { 'X-Rapport-Client': 'dashboard' },
    credentials: 'same-origin',
    ...(own ? { fetch: (input, init) => own(input instanceof Request ? input : new Request(input, init)) } : {}),
  });
  return client;
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
