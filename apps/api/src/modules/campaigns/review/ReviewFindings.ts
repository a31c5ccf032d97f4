import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { AppError } from '../../../platform/http/AppError.js';
import type { SealedFinding } from '../approvals/approvalDocument.js';
import type { Campaign } from '../CampaignRow.js';
import type { PreflightDto } from '../ReviewDtos.js';
import { AudienceReview } from './AudienceReview.js';
import { CampaignDomain } from './domain/CampaignDomain.js';
import type { CampaignDomainDto } from './domain/DomainDtos.js';
import { CampaignLinks } from './links/CampaignLinks.js';
import type { CampaignLinkDto, CampaignLinksDto } from './links/LinkDtos.js';
import { SendingOutlook } from './SendingOutlook.js';

/** What is sealed with a signature stays small whatever is found. */
const MOST = 100;
const LONGEST = 1_000;

/** What the checks of the review say at the moment someone approves: it is sealed with the signature, so that it can be read years later. */
@Injectable()
export class ReviewFindings {
  constructor(
    private readonly audiences: AudienceReview,
    private readonly outlook: SendingOutlook,
    private readonly domains: CampaignDomain,
    private readonly links: CampaignLinks,
  ) {}

  /** Answers with what is known: what is still being asked is a finding of its own. Nothing that fails here stops an approval. */
  async of(ctx: WorkspaceContext, campaign: Campaign): Promise<SealedFinding[]> {
    try {
      const { counts } = await this.audiences.count(ctx, campaign);
      const { preflight } = await this.outlook.look(ctx, campaign, counts);
      const found = [
        ...preflight.flatMap(ofPreflight),
        ...ofDomain(await this.domains.check(ctx, campaign.id)),
        ...ofLinks(await this.links.check(ctx, campaign.id)),
      ];
      return found.slice(0, MOST).map((finding) => ({ ...finding, message: finding.message.slice(0, LONGEST) }));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return [note('checks.notMade', `The checks couldn’t be made: ${error.message}`.slice(0, LONGEST))];
    }
  }
}

function ofPreflight({ code, severity, message }: PreflightDto): SealedFinding[] {
  return severity === 'ok' ? [] : [{ code, severity, message, url: null }];
}

function ofDomain({ state, findings }: CampaignDomainDto): SealedFinding[] {
  if (state === 'checking') return [note('domain.checking', 'The DNS records of the sender address were still being checked.')];
  return findings.flatMap(({ code, severity, message }) => (severity === 'ok' ? [] : [{ code, severity, message, url: null }]));
}

function ofLinks({ links, leftOut }: CampaignLinksDto): SealedFinding[] {
  const waiting = links.filter(({ state }) => state === 'checking').length;
  return [
    ...links.flatMap(ofLink),
    ...(waiting > 0 ? [note('links.checking', `${waiting} ${waiting === 1 ? 'link was' : 'links were'} still being checked.`)] : []),
    ...(leftOut > 0 ? [note('links.leftOut', `${leftOut} more ${leftOut === 1 ? 'link wasn’t' : 'links weren’t'} checked.`)] : []),
  ];
}

function ofLink({ url, state, message }: CampaignLinkDto): SealedFinding[] {
  if (message === null || (state !== 'broken' && state !== 'insecure' && state !== 'unchecked')) return [];
  return [{ code: `links.${state}`, severity: state === 'broken' ? 'warning' : 'note', message, url }];
}

function note(code: string, message: string): SealedFinding {
  return { code, severity: 'note', message, url: null };
}
