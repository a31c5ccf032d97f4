import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { Context } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Installation } from '../../platform/installation/Installation.js';
import { InstallationService } from './InstallationService.js';
import type { SendingStateDto } from './SettingsDtos.js';

/** Whether a copied or restored installation sends again. */
@Injectable()
export class SendingHold {
  constructor(
    private readonly operators: InstallationService,
    private readonly installation: Installation,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  async state(ctx: Context): Promise<SendingStateDto> {
    return { hold: await this.installation.hold(ctx.manager), mayResume: await this.operators.isOperator(ctx) };
  }

  /** This copy is the one that sends from now on. Campaigns that it paused are resumed one by one. */
  async resume(ctx: Context): Promise<SendingStateDto> {
    await this.operators.requireOperator(ctx);
    return this.unitOfWork.run(ctx, async (ctx) => {
      const hold = await this.installation.hold(ctx.manager);
      if (hold && (await this.installation.release(ctx.manager))) {
        await this.audit.record(ctx, { action: 'installation.sendingResumed', details: { ...hold } });
      }
      return this.state(ctx);
    });
  }
}
