import type { ReadOnlyConnection } from '../../../platform/database/openReadOnly.js';
import { sql } from '../../../platform/database/sql.js';
import type { TemplateVersion } from '../../templates/public.js';
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
  readonly covered: { readonly campaign: Sealable; readonly content: TemplateVersion | null } | null;
}

interface Row extends ApprovalRow, Pick<CampaignRow, 'subject' | 'fromName' | 'fromEmail' | 'replyTo' | 'audience' | 'schedule'> {
  readonly campaignName: string;
  readonly workspaceName: string;
  readonly isCovered: boolean | number;
  readonly versionId: string | null;
  readonly version: number;
  readonly versionName: string;
  readonly versionSubject: string;
  readonly preheader: string | null;
  readonly bodyHtml: string;
  readonly signature: string | null;
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
              c.reply_to AS "replyTo", c.segment_json AS audience, c.schedule_json AS schedule,
              CASE WHEN c.status <> 'draft' AND a.status IN ('pending', 'approved')
                AND NOT EXISTS (SELECT 1 FROM campaign_approvals n WHERE n.campaign_id = a.campaign_id AND n.id > a.id) THEN 1 ELSE 0 END AS "isCovered",
              v.id AS "versionId", v.version, v.name AS "versionName", v.subject AS "versionSubject", v.preheader, v.body_html AS "bodyHtml", v.signature
            FROM campaign_approvals a JOIN campaigns c ON c.id = a.campaign_id JOIN workspaces w ON w.id = c.workspace_id
              LEFT JOIN template_versions v ON v.id = c.template_version_id
            WHERE a.id > ${after} AND (w.purge_at IS NULL OR w.purge_at > ${now}) ORDER BY a.id LIMIT ${BATCH}`,
      );
      for (const row of rows) yield storedApproval(row);
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      after = last.id;
    }
  }

  chunksOf({ snapshotId }: SealedAudience): Promise<ChunkSummary[]> {
    return this.query(
      sql`SELECT chunk, first_id AS "firstId", last_id AS "lastId", members, digest FROM audience_snapshot_chunks WHERE snapshot_id = ${snapshotId} ORDER BY chunk`,
    );
  }

  async contentOf({ snapshotId }: SealedAudience, chunk: number): Promise<Buffer | null> {
    const [row] = await this.query<{ content: Buffer }>(
      sql`SELECT content FROM audience_snapshot_chunks WHERE snapshot_id = ${snapshotId} AND chunk = ${chunk}`,
    );
    return row?.content ?? null;
  }
}

function storedApproval(row: Row): StoredApproval {
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
  const { subject, fromName, fromEmail, replyTo, audience, schedule, ...approval } = rest;
  const content =
    versionId === null
      ? null
      : ({ id: versionId, version, name: versionName, subject: versionSubject, preheader, bodyHtml, signature } as TemplateVersion);
  const campaign = campaignOf({ subject, fromName, fromEmail, replyTo, audience, schedule } as CampaignRow);
  return { approval: readApproval(approval), campaignName, workspaceName, covered: isCovered ? { campaign, content } : null };
}
