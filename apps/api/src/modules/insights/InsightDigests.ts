import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { execute, sql } from '../../platform/database/sql.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { type SystemMail, SystemMailer } from '../../platform/mail/SystemMailer.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { daysBefore } from '../../platform/time/moments.js';
import { SettingsService } from '../settings/SettingsService.js';
import { MemberService } from '../workspaces/MemberService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { type Digest, digestMail, MOST_TOLD } from './digestMail.js';
import type { InsightDigestDto } from './InsightDtos.js';
import { InsightRepository } from './InsightRepository.js';
import { weekDue, type WeekStart } from './weekOf.js';

const DAYS = 7;
/** As many as a person may have open; the largest first. */
const MOST_READ = 200;

/**
 * Tells members once a week what was found. The only file that queries insight_digests.
 * More than six dependencies: who is told is in the settings and the members, what is told in the insights, and the mail leaves with the note that it did.
 */
@Injectable()
export class InsightDigests {
  constructor(
    private readonly insights: InsightRepository,
    private readonly workspaces: WorkspaceService,
    private readonly members: MemberService,
    private readonly settings: SettingsService,
    private readonly mailer: SystemMailer,
    private readonly config: AppConfig,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  /** What this person would get now; empty when there is nothing to tell. */
  async preview(ctx: WorkspaceContext): Promise<InsightDigestDto> {
    const digest = await this.gather(ctx);
    const { name } = await this.workspaces.require(ctx);
    const me = (await this.members.list(ctx)).find(({ userId }) => userId === actorUserId(ctx));
    if (digest.found === 0) return { found: 0, subject: '', text: '', html: '' };
    const { subject, text, html = '' } = this.compose(ctx, digest, name, me?.email ?? '');
    return { found: digest.found, subject, text, html };
  }

  /** Whoever has chosen it and has not been told of this week. Each mail leaves with the note that it did, or not at all. */
  async send(ctx: WorkspaceContext): Promise<void> {
    const { name, timeZone, deletedAt, isSample } = await this.workspaces.require(ctx);
    // Invented people are nobody's news.
    if (deletedAt !== null || isSample) return;
    const weekStart = (await this.settings.valueInWorkspace(ctx, 'weekStart')) as WeekStart;
    const week = weekDue(this.clock.now(), timeZone, weekStart);
    if (week === null) return;
    const readers = await this.readers(ctx);
    if (readers.length === 0) return;
    const digest = await this.gather(ctx);
    if (digest.found === 0) return;
    for (const { userId } of readers)
      await this.unitOfWork.run(ctx, async (ctx) => {
        // Since they were listed, they may have left or changed their mind.
        const reader = (await this.readers(ctx)).find((one) => one.userId === userId);
        if (reader && (await this.mark(ctx, userId, week))) await this.mailer.send(ctx, this.compose(ctx, digest, name, reader.email));
      });
  }

  private async readers(ctx: WorkspaceContext): Promise<{ userId: string; email: string }[]> {
    const members = await this.members.list(ctx);
    const ids = members.map(({ userId }) => userId);
    const weekly = await this.settings.peopleWith(ctx, 'mailInsights', 'weekly', ids);
    return members.filter(({ userId }) => weekly.has(userId));
  }

  private async gather(ctx: WorkspaceContext): Promise<Digest> {
    const now = nowIso(this.clock);
    const since = daysBefore(this.clock.now(), DAYS);
    const open = await this.insights.list(ctx, { view: 'open', now, limit: MOST_READ });
    const found = open.filter(({ createdAt }) => createdAt > since);
    return { titles: found.slice(0, MOST_TOLD).map(({ content }) => content), found: found.length, older: open.length - found.length };
  }

  private compose(ctx: WorkspaceContext, digest: Digest, workspaceName: string, address: string): SystemMail {
    return digestMail(digest, { address, workspaceId: ctx.workspaceId, workspaceName, publicUrl: this.config.publicUrl });
  }

  /** False when this week, or a later one, was told already: by another worker, before a clock was set back, or in another zone. */
  private async mark(ctx: WorkspaceContext, userId: string, week: string): Promise<boolean> {
    const changed = await execute(
      ctx.manager,
      sql`INSERT INTO insight_digests (workspace_id, user_id, week, sent_at) VALUES (${ctx.workspaceId}, ${userId}, ${week}, ${nowIso(this.clock)})
          ON CONFLICT (workspace_id, user_id) DO UPDATE SET week = excluded.week, sent_at = excluded.sent_at WHERE insight_digests.week < excluded.week`,
    );
    return changed === 1;
  }
}
