import { type CampaignSchedule, instantOf } from '../campaignSchedule.js';
import { lastOnEarth, zonedStartOf } from '../zones/zonedSchedule.js';
import type { SealedField } from './fieldChanges.js';

const DAY_MS = 86_400_000;
const VALID_DAYS = 14;
/** A series sends for long; twice a year a person looks at it again. */
const SERIES_VALID_DAYS = 180;

/** Raised when a field is added: older documents then say by themselves that they do not cover it. */
export const DOCUMENT_VERSION = 2;

/** Who was in the audience when approval was asked for. */
export interface SealedAudience {
  readonly snapshotId: string;
  readonly members: number;
  readonly digest: string;
}

/** What the checks of the review had found when someone said yes, in the words of that moment. */
export interface SealedFinding {
  readonly code: string;
  readonly severity: 'error' | 'serious' | 'warning' | 'note';
  readonly message: string;
  /** Of the link it is about. */
  readonly url: string | null;
}

/** One person's yes. Several of them may be needed. */
export interface SealedSignature {
  readonly reviewerId: string | null;
  readonly isSelfApproval: boolean;
  readonly at: string;
  readonly notes: string | null;
  readonly allowsGrowth: boolean;
  /** Empty: nothing was found. Left out before they were kept. */
  readonly findings?: readonly SealedFinding[];
}

export interface SealedDecision {
  readonly status: 'approved' | 'rejected';
  readonly reviewerId: string | null;
  readonly isSelfApproval: boolean;
  readonly at: string;
  readonly notes: string | null;
  /** Contacts who join the audience before sending get the message too, within the drift limit. */
  readonly allowsGrowth: boolean;
  /** How many people the audience may gain before the approval is void, in percent of those approved. */
  readonly driftLimit: number;
}

/** Everything that an approval says, as it is signed and stored (`sealed_json`). */
export interface ApprovalDocument {
  readonly version: number;
  readonly approvalId: string;
  readonly campaignId: string;
  readonly workspaceId: string;
  readonly requestedBy: string | null;
  readonly requestedAt: string;
  readonly requestNotes: string | null;
  readonly expiresAt: string | null;
  readonly fields: readonly SealedField[];
  /** Null while it is being recorded. */
  readonly audience: SealedAudience | null;
  /** How many different people have to sign, as the workspace asked for at the request. Left out before there was a choice: one. */
  readonly needed?: number;
  /** In their order, each of someone else. Left out before there was a choice: who decided signed. */
  readonly signatures?: readonly SealedSignature[];
  /** Null while the request is open. */
  readonly decision: SealedDecision | null;
}

export function neededFor({ needed = 1 }: Pick<ApprovalDocument, 'needed'>): number {
  return needed;
}

/** Who said yes so far. */
export function signaturesOf({ signatures, decision }: Pick<ApprovalDocument, 'signatures' | 'decision'>): readonly SealedSignature[] {
  if (signatures) return signatures;
  if (decision?.status !== 'approved') return [];
  const { reviewerId, isSelfApproval, at, notes, allowsGrowth } = decision;
  return [{ reviewerId, isSelfApproval, at, notes, allowsGrowth }];
}

/** An approval that was decided on, signed by as many different people as it needs. */
function hasQuorum(document: ApprovalDocument): boolean {
  if (document.decision?.status !== 'approved') return true;
  return new Set(signaturesOf(document).map(({ reviewerId }) => reviewerId)).size >= neededFor(document);
}

/** The row as the database holds it. */
export interface ApprovalColumns {
  readonly id: string;
  readonly campaignId: string;
  readonly workspaceId: string;
  readonly status: string;
  readonly requestedBy: string | null;
  readonly reviewerId: string | null;
  readonly isSelfApproval: boolean;
  readonly notes: string | null;
  readonly requestNotes: string | null;
  readonly snapshotId: string | null;
  readonly expiresAt: string | null;
  readonly createdAt: string;
  readonly reviewedAt: string | null;
}

/**
 * What the columns say differently from the signed document, in words. An account that was deleted leaves null behind, and voiding changes
 * only the status: neither gives anyone more than was approved.
 */
export function disagreements(row: ApprovalColumns, document: ApprovalDocument): string[] {
  const { decision, audience } = document;
  const agreements: Readonly<Record<string, boolean>> = {
    version: document.version === DOCUMENT_VERSION,
    id: row.id === document.approvalId,
    campaign: row.campaignId === document.campaignId,
    workspace: row.workspaceId === document.workspaceId,
    decision: row.status === (decision?.status ?? 'pending') || row.status === 'void',
    requester: row.requestedBy === null || row.requestedBy === document.requestedBy,
    reviewer: row.reviewerId === null || row.reviewerId === (decision?.reviewerId ?? null),
    'self-approval': row.isSelfApproval === (decision?.isSelfApproval ?? false),
    'note of the decision': row.notes === (decision?.notes ?? null),
    'note of the request': row.requestNotes === document.requestNotes,
    expiry: row.expiresAt === document.expiresAt,
    'time of the request': row.createdAt === document.requestedAt,
    'time of the decision': row.reviewedAt === (decision?.at ?? null),
    'number of approvals': hasQuorum(document),
    recipients: audience === null || row.snapshotId === audience.snapshotId,
  };
  return Object.keys(agreements).filter((what) => !agreements[what]);
}

/** Until when a request or an approval of that moment holds. What is scheduled far ahead stays approved until a day after its start; a series for half a year. */
export function validUntil(now: Date, schedule: CampaignSchedule = { kind: 'now' }): string {
  const usual = now.getTime() + (schedule.kind === 'recurring' ? SERIES_VALID_DAYS : VALID_DAYS) * DAY_MS;
  const zoned = zonedStartOf({ schedule });
  const start =
    schedule.kind !== 'now' ? (zoned ? lastOnEarth(zoned) : instantOf(schedule.localTime, schedule.timeZone)).getTime() + DAY_MS : 0;
  return new Date(Math.max(usual, start)).toISOString();
}
