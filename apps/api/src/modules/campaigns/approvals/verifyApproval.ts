import { ApprovalSeal, isOutdated } from './ApprovalSeal.js';
import { disagreements, type SealedAudience, type SealedSignature } from './approvalDocument.js';
import { fieldChanges, wordOf } from './fieldChanges.js';
import { campaignFields } from './sealedFields.js';
import { chunkDigest, snapshotDigest } from './snapshotChunk.js';
import type { StoredApproval, StoredApprovals } from './StoredApprovals.js';

/** `outdated`: made before seals covered this much, so that nothing can be said. */
export type ApprovalVerdict = 'intact' | 'outdated' | { readonly faults: readonly string[] };

/** Whether an approval is the one that was signed, and still says what the database says. */
export async function verifyApproval(stored: StoredApproval, seals: ApprovalSeal, approvals: StoredApprovals): Promise<ApprovalVerdict> {
  const { approval } = stored;
  const { document, seal } = approval;
  if (isOutdated(approval)) return 'outdated';
  if (!document) return { faults: ['the signed document is missing or unreadable'] };
  if (!seals.isSigned(seal, document)) return { faults: ['the seal does not fit the document'] };
  const faults = disagreements(approval, document).map((what) => `${what}: not as signed`);
  // The record of the recipients is kept for as long as the approval counts.
  if (document.audience && (approval.status === 'pending' || approval.status === 'approved'))
    faults.push(...(await faultsOfAudience(document.audience, approvals)));
  if (document.signatures && !(await areSigners(approval.id, document.signatures, approvals))) faults.push('signatures: not as signed');
  faults.push(...faultsOfCampaign(stored));
  return faults.length > 0 ? { faults } : 'intact';
}

/** An account that was deleted leaves a row without a name behind. */
async function areSigners(id: string, signatures: readonly SealedSignature[], approvals: StoredApprovals): Promise<boolean> {
  const rows = await approvals.signersOf(id);
  const signed = new Set(signatures.map(({ reviewerId }) => reviewerId));
  return rows.length === signatures.length && rows.every((reviewerId) => reviewerId === null || signed.has(reviewerId));
}

/** One chunk is in memory at a time. */
async function faultsOfAudience(audience: SealedAudience, approvals: StoredApprovals): Promise<string[]> {
  const chunks = await approvals.chunksOf(audience);
  if (snapshotDigest(chunks) !== audience.digest) return ['recipients: the record is not the one that was signed'];
  for (const { chunk, digest } of chunks) {
    const content = await approvals.contentOf(audience, chunk);
    if (!content || chunkDigest(content) !== digest) return [`recipients: part ${chunk + 1} of ${chunks.length} of the record was changed`];
  }
  return [];
}

/** What only an edit of the campaign changes, and an edit voids its approval. Branding, sender and workspace may change at any time. */
function faultsOfCampaign({ approval, covered }: StoredApproval): string[] {
  if (!covered) return [];
  if (!covered.content) return ['template: the approved version is missing'];
  const current = campaignFields({
    campaign: covered.campaign,
    content: covered.content,
    variantContents: covered.variantContents,
    listNames: new Map(),
    segmentNames: new Map(),
    topicNames: new Map(),
  });
  const known = new Set(current.map(({ field }) => field));
  return fieldChanges(
    approval.sealed.filter(({ field }) => known.has(field)),
    current,
  ).map(({ field }) => `${wordOf(field)}: changed since it was signed`);
}
