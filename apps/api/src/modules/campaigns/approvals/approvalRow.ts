import { sql } from '../../../platform/database/sql.js';
import type { ApprovalStatus } from '../CampaignDtos.js';
import type { ApprovalDocument } from './approvalDocument.js';
import type { SealedRow } from './ApprovalSeal.js';
import type { SealedField } from './fieldChanges.js';

export interface Approval extends SealedRow {
  readonly status: ApprovalStatus;
  readonly sealed: readonly SealedField[];
  /** How many people came in since the request and got the message all the same. */
  readonly admitted: number;
}

/** A row as both engines answer it. */
export interface ApprovalRow extends Omit<Approval, 'document' | 'sealed' | 'isSelfApproval' | 'status' | 'seal'> {
  readonly status: ApprovalStatus;
  readonly isSelfApproval: boolean | number;
  readonly seal: string | null;
  readonly sealed: string | null;
}

/** Of `campaign_approvals a JOIN campaigns c`. */
export const approvalColumns =
  sql.raw(`a.id, a.campaign_id AS "campaignId", c.workspace_id AS "workspaceId", a.status, a.requested_by AS "requestedBy",
  a.reviewer_id AS "reviewerId", a.is_self_approval AS "isSelfApproval", a.notes, a.request_notes AS "requestNotes", a.seal, a.sealed_json AS sealed,
  a.snapshot_id AS "snapshotId", a.admitted, a.expires_at AS "expiresAt", a.created_at AS "createdAt", a.reviewed_at AS "reviewedAt"`);

/** Whatever the row holds: what does not make sense has no document, and therefore no valid seal. */
export function readApproval({ sealed, seal, isSelfApproval, ...row }: ApprovalRow): Approval {
  const stored = parse(sealed);
  // Before version 2 the fields alone were stored.
  const document = isDocument(stored) ? stored : null;
  const fields = document?.fields ?? (Array.isArray(stored) ? (stored as SealedField[]) : []);
  return { ...row, seal: seal ?? '', isSelfApproval: Boolean(isSelfApproval), document, sealed: fields };
}

function parse(json: string | null): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return null;
  }
}

function isDocument(value: unknown): value is ApprovalDocument {
  return typeof value === 'object' && value !== null && 'version' in value && 'fields' in value && Array.isArray(value.fields);
}
