import type Mailgun from 'mailgun.js';
import type { ProviderSuppression } from '../contracts/MessageSender.js';
import { mailgunErrorOf } from './mailgunErrors.js';

/** The part of the vendor's client that is used here. */
type Lists = Pick<ReturnType<Mailgun['client']>['suppressions'], 'list'>;

const REASONS = { bounces: 'bounced', complaints: 'complained', unsubscribes: 'unsubscribed' } as const;
/** As many as Mailgun gives. */
const PAGE = 1_000;
/** An unsubscription from everything. Others are about messages with one tag, and Rapport sends none. */
const ALL_TAGS = '*';

interface Listed {
  readonly address?: string;
  readonly created_at?: Date;
  readonly error?: string;
  readonly tags?: readonly string[];
}

/** Mailgun's three lists of a domain, one after the other. */
export async function* readMailgunSuppressions(lists: Lists, domain: string): AsyncGenerator<readonly ProviderSuppression[]> {
  for (const [list, reason] of Object.entries(REASONS)) {
    let page = '';
    for (;;) {
      const { items, pages } = await lists.list(domain, list, { limit: PAGE, ...(page === '' ? {} : { page }) }).catch((error: unknown) => {
        throw mailgunErrorOf(error, '');
      });
      if (items.length === 0) break;
      yield (items as readonly Listed[]).filter(concernsUs).map((item) => suppressionOf(item, reason));
      const next = pages.next.page ?? '';
      // Always the same page would never end.
      if (next === '' || next === page) break;
      page = next;
    }
  }
}

function concernsUs({ tags }: Listed): boolean {
  return tags === undefined || tags.length === 0 || tags.includes(ALL_TAGS);
}

function suppressionOf({ address = '', created_at: at, error }: Listed, reason: ProviderSuppression['reason']): ProviderSuppression {
  const since = at && !Number.isNaN(at.getTime()) ? at.toISOString() : null;
  return { address, reason, since, detail: error ? error.slice(0, 500) : null };
}
