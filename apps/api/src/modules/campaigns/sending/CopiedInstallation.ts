import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import type { Context } from '../../../platform/context/Context.js';
import { systemContext } from '../../../platform/context/contexts.js';
import { Installation } from '../../../platform/installation/Installation.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';

const REASON =
  'This installation is a copy or was restored from a backup, and the original may have continued sending. Check what it sent before you resume: people who already have the message would get it twice.';

/** In a copy of an installation, what was being sent stands still before any job runs, and each campaign is resumed by hand. */
@Injectable()
export class CopiedInstallation implements OnModuleInit {
  constructor(
    private readonly states: CampaignStateMachine,
    private readonly installation: Installation,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async onModuleInit(): Promise<void> {
    if (!(await this.installation.hold(this.dataSource.manager))) return;
    const ctx: Context = { ...systemContext(this.dataSource.manager), actor: { type: 'job', name: 'campaigns.copiedInstallation' } };
    await this.states.moveAll(ctx, 'everywhere', 'pause', { statusReason: REASON }, { isAutomatic: true });
  }
}
