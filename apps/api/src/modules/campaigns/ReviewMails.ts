import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { SystemMailer } from '../../platform/mail/SystemMailer.js';
import { systemMailOf } from '../../platform/mail/systemMailOf.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';

/** What one person is told about the review of a campaign. */
export interface ReviewMail {
  readonly to: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly button: string;
}

/** Mails that lead to the review of a campaign. Inside the unit of work of what they tell: what is rolled back tells nobody. */
@Injectable()
export class ReviewMails {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly mailer: SystemMailer,
    private readonly config: AppConfig,
  ) {}

  async send(ctx: WorkspaceContext, campaignId: string, mails: readonly ReviewMail[]): Promise<void> {
    if (mails.length === 0) return;
    const { publicUrl } = this.config;
    const { name, deletedAt } = await this.workspaces.require(ctx);
    if (deletedAt !== null) return;
    for (const { to, subject, paragraphs, button } of mails)
      await this.mailer.send(
        ctx,
        systemMailOf({
          to,
          subject,
          paragraphs,
          button: { label: button, url: `${publicUrl}/w/${ctx.workspaceId}/campaigns/${campaignId}/review` },
          note: `You get this because you are a member of the workspace “${name}”.`,
          publicUrl,
          kind: 'notice',
        }),
      );
  }
}
