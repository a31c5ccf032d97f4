import { fieldsOf, readJson } from '../http/readJson.js';
import { noAnswer, refusalError } from './graphErrors.js';
import type { Microsoft365Config } from './microsoft365Config.js';

export const LOGIN_URL = 'https://login.microsoftonline.com';
export const GRAPH_URL = 'https://graph.microsoft.com';
/** National clouds have a Graph of their own, and tokens for it. Any other address is a way to the usual one. */
const NATIONAL_CLOUDS = /^https:\/\/(graph\.microsoft\.us|dod-graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn)$/;

export interface GivenTokens {
  readonly access: string;
  /** Milliseconds. */
  readonly livesMs: number;
  /** The lasting one, where a person has signed in. */
  readonly refresh: string | null;
}

/** What a mailbox has to allow, as scopes of the Graph that is asked. */
export function delegatedScopes(graphUrl: string): string {
  const audience = audienceOf(graphUrl);
  return `${audience}/Mail.ReadWrite ${audience}/Mail.Send offline_access`;
}

/** Everything that the app was granted. */
export function appScope(graphUrl: string): string {
  return `${audienceOf(graphUrl)}/.default`;
}

/** One question to the sign-in service, which answers with tokens. @throws ProviderError */
export async function askForTokens(
  { tenantId, clientId, clientSecret }: Microsoft365Config,
  form: Readonly<Record<string, string>>,
  { loginUrl, timeoutMs }: { readonly loginUrl: string; readonly timeoutMs: number },
): Promise<GivenTokens> {
  const body = new URLSearchParams({ client_id: clientId, client_secret: clientSecret, ...form });
  const answer = await ask(`${loginUrl}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`, body, timeoutMs);
  const {
    access_token: access,
    refresh_token: refresh,
    expires_in: seconds,
    error,
    error_description: description,
  } = fieldsOf(answer.body);
  if (answer.status === 200 && typeof access === 'string' && access !== '') {
    const lasting = typeof refresh === 'string' && refresh !== '' ? refresh : null;
    return { access, livesMs: (Number(seconds) || 0) * 1000, refresh: lasting };
  }
  const text = typeof description === 'string' ? description : '';
  // "AADSTS7000215: Invalid client secret provided. … Trace ID: …": from there on it differs each time.
  const secrets = [clientSecret, form['refresh_token'], form['code']].filter((secret) => secret !== undefined && secret !== '');
  const words = secrets.reduce<string>((said, secret) => said.replaceAll(String(secret), '…'), text.replace(/\s*Trace ID:[\s\S]*$/, ''));
  const code = /^(AADSTS\d+)/.exec(text)?.[1] ?? (typeof error === 'string' ? error : '');
  const refusal = { status: answer.status, code, words: words.replace(/^AADSTS\d+:\s*/, ''), retryAfter: answer.retryAfter };
  throw refusalError(refusal, 'token', '');
}

async function ask(
  url: string,
  body: URLSearchParams,
  timeoutMs: number,
): Promise<{ status: number; retryAfter: string | null; body: unknown }> {
  try {
    const response = await fetch(url, { method: 'POST', body, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
    const text = await response.text();
    return { status: response.status, retryAfter: response.headers.get('retry-after'), body: readJson(text) };
  } catch (error) {
    throw noAnswer(error, 'token');
  }
}

function audienceOf(graphUrl: string): string {
  return NATIONAL_CLOUDS.test(graphUrl) ? graphUrl : GRAPH_URL;
}
