import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type Context, type WorkspaceContext } from '../../platform/context/Context.js';
import { inWorkspace } from '../../platform/context/contexts.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { WorkspaceDto } from '../workspaces/public.js';
import { SampleCampaigns } from './SampleCampaigns.js';
import type { SampleMoment } from './SampleMoment.js';
import { sampleExists } from './sampleErrors.js';
import { SamplePeople } from './SamplePeople.js';
import { daysAgo } from './sampleTimes.js';

const NAME = 'Sample workspace';
/** Days of newcomers that are replayed at once. */
const TOGETHER = 25;
/** Before the first of its people. */
const FOUNDED_DAYS_AGO = 121;

/**
 * A workspace of invented people to look around in, with a past: what services do in the present is replayed at earlier times. It is
 * removed as a whole, so nothing of it can stay behind.
 */
@Injectable()
export class SampleService {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly users: UserService,
    private readonly people: SamplePeople,
    private readonly campaigns: SampleCampaigns,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** All or nothing, in one transaction. */
  create(ctx: Context): Promise<WorkspaceDto> {
    const userId = actorUserId(ctx) ?? '';
    return this.unitOfWork.run(ctx, async (ctx) => {
      if (await this.workspaces.findSample(ctx, userId)) throw sampleExists();
      const user = await this.users.requireUser(ctx, userId);
      const { id } = await this.workspaces.create(ctx, userId, { name: NAME, isSample: true });
      const inside = inWorkspace(ctx, id, 'owner');
      const workspace = await this.workspaces.update(inside, {
        postalAddress: 'Kite Studio, 12 Harbour Lane, 9000 Ghent',
        defaultFromName: user.name ?? 'Kite Studio',
        defaultFromEmail: 'hello@kitestudio.example',
      });
      const moments = await this.replay(inside);
      await this.audit.record(inside, { action: 'sample.created', entity: ['workspace', id], details: { moments } });
      return workspace;
    });
  }

  /** Told in the log of accounts: the workspace's own goes with it. */
  async delete(ctx: Context): Promise<void> {
    const { id } = await this.unitOfWork.run(ctx, async (ctx) => {
      const sample = await this.workspaces.findSample(ctx, actorUserId(ctx) ?? '');
      if (!sample) throw notFound('workspace');
      await this.workspaces.deleteSample(ctx, sample);
      return sample;
    });
    await this.workspaces.hastenRemoval(ctx, id);
  }

  /** Everything that happened, in its order. Answers how much. */
  private async replay(ctx: WorkspaceContext): Promise<number> {
    const now = this.clock.now();
    const { lists, moments } = await this.clock.at(daysAgo(now, FOUNDED_DAYS_AGO), async () => {
      const lists = await this.people.makeLists(ctx);
      return { lists, moments: await this.people.moments(ctx, lists, now) };
    });
    moments.push(...(await this.campaigns.moments(ctx, lists, now)));
    moments.sort((one, other) => one.at.getTime() - other.at.getTime());
    let own = new Map<string, SampleMoment[]>();
    for (const moment of moments) {
      if (moment.of !== undefined) {
        own.set(moment.of, [...(own.get(moment.of) ?? []), moment]);
        continue;
      }
      await this.replaySideBySide([...own.values()]);
      own = new Map();
      await this.clock.at(moment.at, moment.happen);
    }
    await this.replaySideBySide([...own.values()]);
    return moments.length;
  }

  /** Each in its order, and some at once: PostgreSQL need not wait between people who know nothing of one another. */
  private async replaySideBySide(all: readonly (readonly SampleMoment[])[]): Promise<void> {
    for (let first = 0; first < all.length; first += TOGETHER) {
      const some = all.slice(first, first + TOGETHER);
      await Promise.all(
        some.map(async (own) => {
          for (const { at, happen } of own) await this.clock.at(at, happen);
        }),
      );
    }
  }
}
