import type { Twilio } from 'twilio';
import { fieldsOf, readJson } from '../http/readJson.js';
import { retryAfterHeaderMs } from '../http/retryAfterHeader.js';
import type { TwilioConfig } from './twilioConfig.js';
import { TwilioRefusal } from './twilioErrors.js';

const VENDOR = 'https://api.twilio.com';

/**
 * The vendor's client, which is large: it is loaded when the first text is sent. It never tries again by itself, and every answer but a
 * whole one is an error that keeps what was said.
 */
export async function openTwilio(config: TwilioConfig, { url, timeoutMs }: { url: string | null; timeoutMs: number }): Promise<Twilio> {
  const { default: twilio } = await import('twilio');
  class Calls extends twilio.RequestClient {
    override async request<T>(options: Parameters<InstanceType<typeof twilio.RequestClient>['request']>[0]) {
      const uri = url === null ? options.uri : options.uri.replace(VENDOR, url);
      const answer = await super.request<T>({ ...options, uri } as never);
      const { statusCode, body } = answer;
      const fields = fieldsOf(typeof body === 'string' ? readJson(body) : body);
      if (statusCode >= 200 && statusCode < 300 && isWhole(options, fields)) return answer;
      const { code, message } = fields;
      const waits = fieldsOf((answer as { headers?: unknown }).headers)['retry-after'];
      throw new TwilioRefusal(
        statusCode,
        typeof code === 'number' ? code : null,
        typeof message === 'string' ? message : '',
        typeof waits === 'string' ? retryAfterHeaderMs(waits) : null,
      );
    }
  }
  const { accountSid, authToken, key } = config;
  const calls = new Calls({ timeout: timeoutMs, autoRetry: false });
  // Given, so that no setting of the environment counts in its place.
  const place = { accountSid, edge: '', region: '', logLevel: 'none' };
  return twilio(key?.sid ?? accountSid, key?.secret ?? authToken, { ...place, httpClient: calls });
}

/** A list that is not there must not count as an empty one: nothing in it would mean that nothing was sent. */
function isWhole({ method, uri }: { readonly method: string; readonly uri: string }, fields: Readonly<Record<string, unknown>>): boolean {
  const [, list] = /\/(Messages|Calls|IncomingPhoneNumbers)\.json(?:\?|$)/.exec(uri) ?? [];
  if (method.toLowerCase() !== 'get' || list === undefined) return Object.keys(fields).length > 0;
  return Array.isArray(fields[list.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toLowerCase()]);
}
