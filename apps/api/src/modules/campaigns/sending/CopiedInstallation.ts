import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import { jobContext, systemContext } from '../../../platform/context/contexts.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { Installation } from '../../../platform/installation/Installation.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { CampaignRepository } from '../CampaignRepository.js';

const REASON =
  'This installation is a copy or was restored from a backup, and the original may have continued sending. Check what it sent before you resume: people who already have the message would get it twice.';

/** In a copy of an installation, what was being sent stands still before any job runs, and each campaign is resumed by hand. */
@Injectable()
export class CopiedInstallation implements OnModuleInit {
  constructor(
    private readonly campaigns: CampaignRepository,
    private readonly installation: Installation,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!(await this.installation.hold(this.dataSource.manager))) return;
    await this.unitOfWork.run(systemContext(this.dataSource.manager), async (ctx) => {
      for (const { id, workspaceId } of await this.campaigns.pauseEverywhere(ctx, REASON, nowIso(this.clock))) {
        const inside = jobContext(ctx.manager, workspaceId, 'campaigns.copiedInstallation', ctx.requestId);
        await this.audit.record(inside, { action: 'campaign.autoPaused', entity: ['campaign', id], details: { reason: REASON } });
      }
    });
  }
}
