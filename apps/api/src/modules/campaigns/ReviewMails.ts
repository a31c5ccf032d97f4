import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { SystemMailer } from '../../platform/mail/SystemMailer.js';
import { systemMailOf } from '../../platform/mail/systemMailOf.js';
import { SettingsService } from '../settings/SettingsService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';

/** What a mail tells, and the setting with which a person does without. */
const SWITCHES = { request: 'mailReviewRequests', decision: 'mailReviewDecisions', comments: 'mailReviewComments' } as const;

export type ReviewMailKind = keyof typeof SWITCHES;

/** More would be no news to anyone; the list of campaigns shows what waits. */
const MOST_READERS = 50;

/** What one person is told about the review of a campaign. */
export interface ReviewMail {
  readonly userId: string;
  readonly to: string;
  readonly subject: string;
  readonly paragraphs: readonly string[];
  readonly button: string;
}

/** Mails that lead to the review of a campaign. Inside the unit of work of what they tell: what is rolled back tells nobody. Whoever does not want them gets none. */
@Injectable()
export class ReviewMails {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly settings: SettingsService,
    private readonly mailer: SystemMailer,
    private readonly config: AppConfig,
  ) {}

  async send(ctx: WorkspaceContext, campaignId: string, kind: ReviewMailKind, mails: readonly ReviewMail[]): Promise<void> {
    if (mails.length === 0) return;
    const { publicUrl } = this.config;
    const { name, deletedAt } = await this.workspaces.require(ctx);
    if (deletedAt !== null) return;
    const without = await this.settings.peopleWithout(
      ctx,
      SWITCHES[kind],
      mails.map(({ userId }) => userId),
    );
    const wanted = mails.filter(({ userId }) => !without.has(userId)).slice(0, MOST_READERS);
    for (const { to, subject, paragraphs, button } of wanted)
      await this.mailer.send(
        ctx,
        systemMailOf({
          to,
          subject,
          paragraphs,
          button: { label: button, url: `${publicUrl}/w/${ctx.workspaceId}/campaigns/${campaignId}/review` },
          note: `You get this because you are a member of the workspace “${name}”.`,
          choice: { label: 'Choose which emails about reviews you get', url: `${publicUrl}/w/${ctx.workspaceId}/settings/preferences` },
          publicUrl,
          kind: 'notice',
        }),
      );
  }
}
