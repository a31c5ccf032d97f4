import { Injectable } from '@nestjs/common';
import { isTimeZone, mayActAs } from '@rapport/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock } from '../../platform/time/Clock.js';
import { MemberService } from '../workspaces/MemberService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { cannotAct, dueInPast, unknownZone } from './reminderErrors.js';

/** Clocks of people and servers differ by so much, in milliseconds. */
const TOLERANCE = 60_000;

/** What a reminder may say: who, when, on whose clocks. Each throws 422 with its field. */
@Injectable()
export class ReminderRules {
  constructor(
    private readonly members: MemberService,
    private readonly workspaces: WorkspaceService,
    private readonly clock: Clock,
  ) {}

  /** A member who can do something about it. */
  async requireAssignable(ctx: WorkspaceContext, userId: string): Promise<string> {
    const member = (await this.members.list(ctx)).find((one) => one.userId === userId);
    if (!member || !mayActAs(member.role, 'author')) throw cannotAct();
    return userId;
  }

  /** In UTC. */
  requireLater(moment: string): string {
    const at = new Date(moment);
    if (at.getTime() < this.clock.now().getTime() - TOLERANCE) throw dueInPast();
    return at.toISOString();
  }

  /** That of the workspace when none is given. */
  async zoneOf(ctx: WorkspaceContext, timeZone: string | undefined): Promise<string> {
    if (timeZone === undefined) return (await this.workspaces.require(ctx)).timeZone;
    if (!isTimeZone(timeZone)) throw unknownZone();
    return timeZone;
  }
}
