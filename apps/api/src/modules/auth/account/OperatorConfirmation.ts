import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { Context } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { InstallationService } from '../../settings/InstallationService.js';
import { confirmsByMail } from '../authErrors.js';
import { AddressProof } from '../credentials/AddressProof.js';
import type { Exchange } from '../Exchange.js';

/** Where no system mail leaves, the operator says whose account it is: in the dashboard, or by `npm run account:confirm`. */
@Injectable()
export class OperatorConfirmation {
  constructor(
    private readonly installation: InstallationService,
    private readonly proof: AddressProof,
    private readonly unitOfWork: UnitOfWork,
    private readonly config: AppConfig,
  ) {}

  async confirm(ctx: Context, userId: string, { request }: Exchange): Promise<void> {
    await this.installation.requireOperator(ctx);
    if (this.config.systemMail.smtp) throw confirmsByMail();
    await this.unitOfWork.run(ctx, (ctx) => this.proof.confirm(ctx, userId, 'operator', request));
  }
}
