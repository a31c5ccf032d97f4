import { Injectable } from '@nestjs/common';
import { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { CSV_MARK, writeCsv } from '../../platform/csv/writeCsv.js';
import type { Download } from '../../platform/http/asDownload.js';
import { CampaignService } from './CampaignService.js';
import { LedgerPages } from './ledger/LedgerPages.js';
import type { DownloadRecipientsQuery, RecipientDto } from './RecipientDtos.js';
import { whyLeftOut } from './skipMessages.js';

const ROWS_AT_A_TIME = 500;

const COLUMNS: readonly (readonly [header: string, cell: (recipient: RecipientDto) => string | number | null])[] = [
  ['Contact ID', ({ contactId }) => contactId],
  ['Name', ({ displayName }) => displayName],
  ['Address', ({ email }) => email],
  ['State', ({ state }) => state],
  ['Reason', ({ skipReason, error }) => (skipReason ? whyLeftOut(skipReason) : error)],
  ['Attempts', ({ attempts }) => attempts],
  ['Accepted', ({ acceptedAt }) => acceptedAt],
  ['Delivered', ({ deliveredAt }) => deliveredAt],
  ['Bounced', ({ bouncedAt }) => bouncedAt],
  ['First opened', ({ openedAt }) => openedAt],
  ['Opens', ({ opens }) => opens],
  ['First clicked', ({ clickedAt }) => clickedAt],
  ['Clicks', ({ clicks }) => clicks],
  ['Replied', ({ repliedAt }) => repliedAt],
  ['Unsubscribed', ({ unsubscribedAt }) => unsubscribedAt],
  ['Complained', ({ complainedAt }) => complainedAt],
  ['Message-ID', ({ messageId }) => messageId],
  ['Variant', ({ variant }) => variant],
];

/** The recipients of a campaign as a CSV file, in the order of their pages. Times are ISO 8601 in UTC. */
@Injectable()
export class RecipientCsv {
  constructor(
    private readonly campaigns: CampaignService,
    private readonly ledger: LedgerPages,
  ) {}

  async download(ctx: WorkspaceContext, id: string, query: DownloadRecipientsQuery): Promise<Download> {
    const { name } = await this.campaigns.require(ctx, id);
    return { fileName: `${name}-recipients.csv`, stream: Readable.from(this.lines(ctx, id, query)) };
  }

  private async *lines(ctx: WorkspaceContext, id: string, query: DownloadRecipientsQuery): AsyncGenerator<string> {
    yield `${CSV_MARK}${writeCsv([COLUMNS.map(([header]) => header)])}`;
    let cursor: string | null | undefined;
    do {
      const page = await this.ledger.list(ctx, id, { ...query, limit: ROWS_AT_A_TIME, ...(cursor && { cursor }) });
      if (page.items.length > 0) yield writeCsv(page.items.map(rowOf));
      // SQLite answers at once: without this a large campaign would be one turn of the event loop.
      await nextTurn();
      cursor = page.nextCursor;
    } while (cursor);
  }
}

function rowOf(recipient: RecipientDto): string[] {
  return COLUMNS.map(([, cell]) => String(cell(recipient) ?? ''));
}
