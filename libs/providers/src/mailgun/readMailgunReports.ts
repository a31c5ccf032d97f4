import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ConfigValues } from '../contracts/ProviderDescriptor.js';
import type { ProviderReport, ProviderReportType, ReportsReading, SignedRequest } from '../contracts/ProviderReport.js';
import { OWN_ID } from './mailgunBatch.js';
import { mailgunConfigOf } from './mailgunConfig.js';

/** Mailgun repeats what was not taken for eight hours; clocks differ a little. */
const OLDEST_MS = 24 * 3_600_000;
const NEWEST_MS = 15 * 60_000;
const LONGEST = 500;

/**
 * Mailgun signs a time and a token, and not what it reports: whoever caught one request could send anything with it. So a token counts
 * for one event, and only for a day (see ReportsReading).
 */
export function readMailgunReports({ raw }: SignedRequest, values: ConfigValues, now: Date): ReportsReading {
  const { signingKey } = mailgunConfigOf(values);
  if (signingKey === null) return refused('This sender has no webhook signing key.');
  const body = parsed(raw);
  const signature = recordOf(body?.['signature']);
  const event = recordOf(body?.['event-data']);
  const [timestamp, token, given] = [textOf(signature?.['timestamp']), textOf(signature?.['token']), textOf(signature?.['signature'])];
  if (!event || !timestamp || !token || !given) return refused('This is not a report of Mailgun.');
  const expected = createHmac('sha256', signingKey)
    .update(timestamp + token)
    .digest();
  const sent = Buffer.from(given, 'hex');
  if (sent.length !== expected.length || !timingSafeEqual(sent, expected)) return refused('The signature does not fit.');
  const ageMs = now.getTime() - Number(timestamp) * 1000;
  if (!(ageMs < OLDEST_MS && ageMs > -NEWEST_MS)) return refused('The signature is too old.');
  const eventId = textOf(event['id']);
  if (!eventId) return refused('The report has no id.');
  const report = reportOf(event, eventId, now);
  return { isGenuine: true, token, eventIds: [eventId], reports: report ? [report] : [] };
}

/** Null for what changes nothing: taken over, put off for a while, opens and clicks that we count ourselves. */
function reportOf(event: Readonly<Record<string, unknown>>, eventId: string, now: Date): ProviderReport | null {
  const type = typeOf(event);
  if (type === null) return null;
  // Of a batch the header may be that of the whole call.
  const id =
    textOf(recordOf(event['user-variables'])?.[OWN_ID]) ?? textOf(recordOf(recordOf(event['message'])?.['headers'])?.['message-id']);
  const seconds = Number(event['timestamp']);
  return {
    eventId,
    type,
    messageId: id ? `<${id.replace(/^<|>$/g, '')}>` : '',
    providerMessageId: null,
    address: textOf(event['recipient']) ?? null,
    occurredAt: (Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1000) : now).toISOString(),
    detail: detailOf(event),
  };
}

function typeOf({ event, severity }: Readonly<Record<string, unknown>>): ProviderReportType | null {
  switch (event) {
    case 'delivered':
    case 'complained':
    case 'unsubscribed':
      return event;
    case 'failed':
      return severity === 'permanent' ? 'bounced' : null;
    case 'rejected':
      return 'bounced';
    default:
      return null;
  }
}

function detailOf(event: Readonly<Record<string, unknown>>): ProviderReport['detail'] {
  const status = recordOf(event['delivery-status']);
  const words = textOf(status?.['description']) || textOf(status?.['message']) || textOf(recordOf(event['reject'])?.['reason']);
  const code = status?.['code'];
  return {
    ...(words ? { response: words.slice(0, LONGEST) } : {}),
    ...(typeof code === 'number' ? { code } : {}),
    ...(typeof event['reason'] === 'string' ? { reason: event['reason'].slice(0, LONGEST) } : {}),
  };
}

function refused(why: string): ReportsReading {
  return { isGenuine: false, why };
}

function parsed(raw: Buffer): Readonly<Record<string, unknown>> | null {
  try {
    return recordOf(JSON.parse(raw.toString('utf8'))) ?? null;
  } catch {
    return null;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
