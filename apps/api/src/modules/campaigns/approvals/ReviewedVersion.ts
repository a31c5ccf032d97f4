import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import type { Campaign } from '../CampaignRow.js';
import { ApprovalFields } from './ApprovalFields.js';
import { ApprovalRepository } from './ApprovalRepository.js';
import { canonicalJson } from './canonicalJson.js';
import type { SealedField } from './fieldChanges.js';

/** Who asked last, and a fingerprint of what is reviewed. */
export interface Reviewed {
  readonly requestedBy: string | null;
  /** 64 hex digits, the same as long as the same would be sent; null: a draft that lacks its content. */
  readonly fingerprint: string | null;
}

/** What a review shows at a moment, so that what is said about it can be told from what was said about another version. */
@Injectable()
export class ReviewedVersion {
  constructor(
    private readonly approvals: ApprovalRepository,
    private readonly fields: ApprovalFields,
  ) {}

  /** A draft is what would be sent now; anything else is what was sealed, whatever has changed around it since. */
  async of(ctx: WorkspaceContext, campaign: Campaign): Promise<Reviewed> {
    const approval = await this.approvals.findLatest(ctx, campaign.seriesId ?? campaign.id);
    const sealed = campaign.status === 'draft' ? null : (approval?.document?.fields ?? null);
    const fields = sealed ?? (await this.read(ctx, campaign));
    return { requestedBy: approval?.requestedBy ?? null, fingerprint: fields && fingerprintOf(fields) };
  }

  private async read(ctx: WorkspaceContext, campaign: Campaign): Promise<readonly SealedField[] | null> {
    try {
      return await this.fields.read(ctx, campaign);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return null;
    }
  }
}

function fingerprintOf(fields: readonly SealedField[]): string {
  const values = fields.map(({ field, value }) => [field, value]);
  return createHash('sha256').update(canonicalJson(values)).digest('hex');
}
