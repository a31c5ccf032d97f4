import type { ReadOnlyConnection } from '../../../platform/database/openReadOnly.js';
import { sql } from '../../../platform/database/sql.js';
import type { TemplateVersion } from '../../templates/public.js';
import type { Variant } from '../abTests/AbTest.js';
import { campaignOf, type CampaignRow } from '../CampaignRow.js';
import type { SealedAudience } from './approvalDocument.js';
import { type Approval, approvalColumns, type ApprovalRow, readApproval } from './approvalRow.js';
import type { Sealable } from './sealedFields.js';
import type { ChunkSummary } from './snapshotChunk.js';

/** An approval with what it is about, as both are stored. */
export interface StoredApproval {
  readonly approval: Approval;
  readonly campaignName: string;
  readonly workspaceName: string;
  /** Null where the campaign may have been edited since: it is a draft, or has been asked about anew. */
  readonly covered: {
    readonly campaign: Sealable;
    readonly content: TemplateVersion | null;
    readonly variantContents: ReadonlyMap<string, TemplateVersion>;
  } | null;
}

interface Row
  extends
    ApprovalRow,
    VersionRow,
    Pick<CampaignRow, 'subject' | 'fromName' | 'fromEmail' | 'replyTo' | 'audience' | 'schedule' | 'abTest'> {
  readonly campaignName: string;
  readonly workspaceName: string;
  readonly isCovered: boolean | number;
}

interface VersionRow {
  readonly versionId: string | null;
  readonly version: number;
  readonly versionName: string;
  readonly versionSubject: string;
  readonly preheader: string | null;
  readonly bodyHtml: string;
  readonly signature: string | null;
}

interface VariantRow extends VersionRow {
  readonly variantId: string;
  readonly variantName: string;
  readonly variantSubject: string | null;
  readonly variantFromName: string | null;
  readonly variantTemplateId: string | null;
}

/** Each comes with the text of its template. */
const BATCH = 50;

/** Approvals of all workspaces, beside a running server. */
export class StoredApprovals {
  constructor(private readonly query: ReadOnlyConnection['query']) {}

  async count(): Promise<number> {
    const [row] = await this.query<{ n: number }>(sql`SELECT COUNT(*) AS n FROM campaign_approvals`);
    return row?.n ?? 0;
  }

  /** In batches, oldest first; without those of workspaces that are being removed. */
  async *walk(now: string): AsyncGenerator<StoredApproval> {
    for (let after = ''; ;) {
      const rows = await this.query<Row>(
        sql`SELECT ${approvalColumns}, c.name AS "campaignName", w.name AS "workspaceName", c.subject, c.from_name AS "fromName", c.from_email AS "fromEmail",
              c.reply_to AS "replyTo", c.segment_json AS audience, c.schedule_json AS schedule, c.ab_test_json AS "abTest",
              CASE WHEN c.status <> 'draft' AND a.status IN ('pending', 'approved')
                AND NOT EXISTS (SELECT 1 FROM campaign_approvals n WHERE n.campaign_id = a.campaign_id AND n.id > a.id) THEN 1 ELSE 0 END AS "isCovered",
              v.id AS "versionId", v.version, v.name AS "versionName", v.subject AS "versionSubject", v.preheader, v.body_html AS "bodyHtml", v.signature
            FROM campaign_approvals a JOIN campaigns c ON c.id = a.campaign_id JOIN workspaces w ON w.id = c.workspace_id
              LEFT JOIN template_versions v ON v.id = c.template_version_id
            WHERE a.id > ${after} AND (w.purge_at IS NULL OR w.purge_at > ${now}) ORDER BY a.id LIMIT ${BATCH}`,
      );
      for (const row of rows) yield storedApproval(row, row.abTest === null ? [] : await this.variantsOf(row.campaignId));
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      after = last.id;
    }
  }

  private variantsOf(campaignId: string): Promise<VariantRow[]> {
    return this.query<VariantRow>(
      sql`SELECT a.id AS "variantId", a.name AS "variantName", a.subject AS "variantSubject", a.from_name AS "variantFromName", a.template_id AS "variantTemplateId",
            v.id AS "versionId", v.version, v.name AS "versionName", v.subject AS "versionSubject", v.preheader, v.body_html AS "bodyHtml", v.signature
          FROM campaign_variants a LEFT JOIN template_versions v ON v.id = a.template_version_id WHERE a.campaign_id = ${campaignId} ORDER BY a.position`,
    );
  }

  chunksOf({ snapshotId }: SealedAudience): Promise<ChunkSummary[]> {
    return this.query(
      sql`SELECT chunk, first_id AS "firstId", last_id AS "lastId", members, digest FROM audience_snapshot_chunks WHERE snapshot_id = ${snapshotId} ORDER BY chunk`,
    );
  }

  /** Who signed, as the rows say it; null where the account is gone. */
  async signersOf(approvalId: string): Promise<(string | null)[]> {
    const rows = await this.query<{ reviewerId: string | null }>(
      sql`SELECT reviewer_id AS "reviewerId" FROM campaign_signatures WHERE approval_id = ${approvalId}`,
    );
    return rows.map(({ reviewerId }) => reviewerId);
  }

  async contentOf({ snapshotId }: SealedAudience, chunk: number): Promise<Buffer | null> {
    const [row] = await this.query<{ content: Buffer }>(
      sql`SELECT content FROM audience_snapshot_chunks WHERE snapshot_id = ${snapshotId} AND chunk = ${chunk}`,
    );
    return row?.content ?? null;
  }
}

function storedApproval(row: Row, variants: readonly VariantRow[]): StoredApproval {
  const {
    campaignName,
    workspaceName,
    isCovered,
    versionId,
    version,
    versionName,
    versionSubject,
    preheader,
    bodyHtml,
    signature,
    ...rest
  } = row;
  const { subject, fromName, fromEmail, replyTo, audience, schedule, abTest, ...approval } = rest;
  const content = contentOf({ versionId, version, versionName, versionSubject, preheader, bodyHtml, signature });
  const campaign = campaignOf(
    { subject, fromName, fromEmail, replyTo, audience, schedule, abTest } as CampaignRow,
    variants.map(variantOf),
  );
  const variantContents = new Map<string, TemplateVersion>();
  for (const variant of variants) {
    const own = contentOf(variant);
    if (own && variant.variantTemplateId !== null) variantContents.set(variant.variantId, own);
  }
  return {
    approval: readApproval(approval),
    campaignName,
    workspaceName,
    covered: isCovered ? { campaign, content, variantContents } : null,
  };
}

function contentOf({
  versionId,
  version,
  versionName,
  versionSubject,
  preheader,
  bodyHtml,
  signature,
}: VersionRow): TemplateVersion | null {
  if (versionId === null) return null;
  return { id: versionId, version, name: versionName, subject: versionSubject, preheader, bodyHtml, signature } as TemplateVersion;
}

function variantOf({ variantId, variantName, variantSubject, variantFromName, variantTemplateId, versionId }: VariantRow): Variant {
  return {
    id: variantId,
    name: variantName,
    subject: variantSubject,
    fromName: variantFromName,
    templateId: variantTemplateId,
    templateVersionId: versionId,
  };
}
