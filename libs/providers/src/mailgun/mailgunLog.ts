import type Mailgun from 'mailgun.js';
import { envelopeAddress } from '../mime/composeMime.js';
import { OWN_ID } from './mailgunBatch.js';

/** The part of the vendor's client that is used here. */
type Logs = Pick<ReturnType<Mailgun['client']>['logs'], 'list'>;

interface Sought {
  /** Our Message-ID without its brackets. */
  readonly id: string;
  readonly to: string | null;
  /** ISO 8601 UTC; null: long ago. */
  readonly handedAt: string | null;
  readonly askedAt: Date;
}

const DAY_MS = 24 * 3_600_000;
/** What every message that was taken over has in the log, whatever became of it. */
const TAKEN_OVER = ['accepted', 'delivered', 'failed', 'rejected', 'stored'];
/** As many messages of one day to one address as are looked through; Mailgun gives a hundred at most. */
const PAGE = 100;
const CLOCKS_DIFFER_MS = 5 * 60_000;

/**
 * Whether Mailgun's log of this domain knows a message: by its Message-ID, else by the variable that messages of a batch carry. Null: the
 * log does not tell, because so much was sent to this address, or because something was of which it does not say which message it is.
 */
export async function isInLog(logs: Logs, domain: string, { id, to, handedAt, askedAt }: Sought): Promise<boolean | null> {
  const start = new Date((handedAt === null ? askedAt : new Date(handedAt)).getTime() - DAY_MS);
  const find = async (attribute: string, values: readonly string[], limit: number): Promise<readonly unknown[]> => {
    const { items } = await logs.list({
      start,
      end: askedAt,
      events: TAKEN_OVER,
      filter: {
        AND: [
          { attribute: 'domain', comparator: '=', values: [{ label: domain, value: domain }] },
          { attribute, comparator: '=', values: values.map((value) => ({ label: value, value })) },
        ],
      },
      pagination: { limit },
    });
    return items;
  };
  if ((await find('message-id', [id], 1)).length > 0) return true;
  if (to === null) return false;
  // Mailgun may write an address down in small letters.
  const address = envelopeAddress(to);
  const theirs = await find('recipient', [...new Set([address, address.toLowerCase()])], PAGE);
  if (theirs.some((item) => variableOf(item)?.includes(id))) return true;
  const since = handedAt === null ? 0 : new Date(handedAt).getTime() - CLOCKS_DIFFER_MS;
  const isClear = theirs.every((item) => isOfAnother(item) || timeOf(item) < since);
  return isClear && theirs.length < PAGE ? false : null;
}

/** What the log says in the place of our id. The variables come as JSON, in a text of its own or not. */
function variableOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('user-variables' in item)) return null;
  const variables: unknown = item['user-variables'];
  const text = typeof variables === 'string' ? variables : JSON.stringify(variables ?? {});
  return text.includes(OWN_ID) ? text : null;
}

/** It names the id of another message. A variable that was not filled in names none. */
function isOfAnother(item: unknown): boolean {
  return variableOf(item)?.includes('@') ?? false;
}

function timeOf(item: unknown): number {
  const time: unknown = typeof item === 'object' && item !== null && '@timestamp' in item ? item['@timestamp'] : null;
  const at = typeof time === 'string' || time instanceof Date ? new Date(time).getTime() : Number.NaN;
  return Number.isNaN(at) ? Number.POSITIVE_INFINITY : at;
}
