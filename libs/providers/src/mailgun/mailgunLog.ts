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

/**
 * Whether Mailgun's log of this domain knows a message: by its Message-ID, else by the variable that messages of a batch carry. Null: so much
 * was sent to this address that the log does not tell at once.
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
  if (theirs.some((item) => carries(item, id))) return true;
  return theirs.length < PAGE ? false : null;
}

/** The variables come as JSON, in a text of its own or not. */
function carries(item: unknown, id: string): boolean {
  if (typeof item !== 'object' || item === null || !('user-variables' in item)) return false;
  const variables: unknown = item['user-variables'];
  const text = typeof variables === 'string' ? variables : JSON.stringify(variables ?? {});
  return text.includes(OWN_ID) && text.includes(id);
}
