import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { Clock } from '../../../platform/time/Clock.js';
import { SenderService } from '../../providers/SenderService.js';
import { TemplateRenderService } from '../../templates/TemplateRenderService.js';
import type { TemplateVersion } from '../../templates/public.js';
import { WorkspaceService } from '../../workspaces/WorkspaceService.js';
import { AudienceRepository } from '../AudienceRepository.js';
import { CampaignContent } from '../CampaignContent.js';
import type { Campaign } from '../CampaignRow.js';
import type { PreflightDto } from '../ReviewDtos.js';
import { error, ok } from '../review/findings.js';
import type { ChannelChecks } from './Channel.js';
import { checkLetters } from './checkLetters.js';
import { askSender, isFresh } from './senderAnswers.js';

/** What can be wrong with an email and its mail server. Reads only, except that the server is asked whether it lets us in. */
@Injectable()
export class EmailChecks implements ChannelChecks {
  constructor(
    private readonly content: CampaignContent,
    private readonly rendering: TemplateRenderService,
    private readonly workspaces: WorkspaceService,
    private readonly audiences: AudienceRepository,
    private readonly senders: SenderService,
    private readonly clock: Clock,
  ) {}

  async message(ctx: WorkspaceContext, campaign: Campaign): Promise<PreflightDto[]> {
    const version = await this.content.find(ctx, campaign);
    return [...(await this.checkContent(ctx, campaign, version)), ...checkIdentity(campaign, version), ...(await this.checkWorkspace(ctx))];
  }

  /** Letters come after the sender was asked: whether the server takes them is known then. */
  async sender(ctx: WorkspaceContext, campaign: Campaign, occasion: 'review' | 'launch'): Promise<PreflightDto[]> {
    return [...(await this.checkSender(ctx, occasion)), ...(await this.checkLetters(ctx, campaign))];
  }

  private async checkContent(ctx: WorkspaceContext, campaign: Campaign, version: TemplateVersion | null): Promise<PreflightDto[]> {
    if (!version) return [error('campaign.noTemplate', 'Choose a template.', 'templateId')];
    const problems = await this.rendering.inspectVersion(ctx, version, campaign.subject);
    if (problems.length === 0) return [ok('template.fine', 'The template can be rendered and uses known merge tags only.')];
    return problems.map(({ code, severity, message }) => ({ code, severity, message, field: 'templateId' }));
  }

  private async checkWorkspace(ctx: WorkspaceContext): Promise<PreflightDto[]> {
    const { postalAddress } = await this.workspaces.require(ctx);
    if (postalAddress?.trim()) return [];
    return [
      {
        code: 'workspace.noPostalAddress',
        severity: 'warning',
        message: 'The workspace has no postal address. Many countries require one in every campaign; add it in the settings.',
      },
    ];
  }

  private async checkSender(ctx: WorkspaceContext, occasion: 'review' | 'launch'): Promise<PreflightDto[]> {
    const sender = await this.senders.get(ctx);
    if (sender.type === 'mail_lab') {
      return [
        {
          code: 'sender.mailLab',
          severity: 'warning',
          message:
            'The sender is the built-in mail lab: nothing leaves this machine. Choose another sender in the settings to reach people.',
        },
      ];
    }
    if (sender.lastTest && isFresh(sender.lastTest, sender.lastTestedAt, this.clock.now(), occasion)) return [verdict(sender.lastTest)];
    return askSender(
      () => this.senders.verifySaved(ctx),
      verdict,
      'The mail server did not answer within eight seconds. Check the sender in the settings.',
    );
  }

  /** Addresses with letters beyond ASCII before the @. */
  private async checkLetters(ctx: WorkspaceContext, campaign: Campaign): Promise<PreflightDto[]> {
    const { type, lastTest } = await this.senders.get(ctx);
    const isCapable = type === 'mail_lab' || lastTest?.supportsUtf8 !== false;
    return checkLetters(campaign, await this.audiences.countBeyondAscii(ctx, campaign.audience), isCapable);
  }
}

type CheckOfSender = Awaited<ReturnType<SenderService['verify']>>;

function verdict(check: CheckOfSender): PreflightDto {
  if (check.ok) return ok('sender.fine', 'SMTP login succeeded.');
  const words = check.serverResponse ?? check.steps.at(-1)?.detail ?? '';
  return error('sender.refused', `The mail server cannot be used: ${words} ${check.hint ?? ''}`.trim(), 'sender');
}

function checkIdentity(campaign: Campaign, version: TemplateVersion | null): PreflightDto[] {
  const findings: PreflightDto[] = [];
  if (version && !(campaign.subject ?? version.subject)?.trim()) findings.push(error('campaign.noSubject', 'Write a subject.', 'subject'));
  if (!campaign.fromEmail)
    findings.push(error('campaign.noFromAddress', 'Enter the address that this campaign is sent from.', 'fromEmail'));
  if (!campaign.fromName)
    findings.push({
      code: 'campaign.noFromName',
      severity: 'warning',
      message: 'Without a sender name, people see only an address.',
      field: 'fromName',
    });
  return findings;
}
