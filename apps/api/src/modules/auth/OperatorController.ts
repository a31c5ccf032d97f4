import { Param, ParseUUIDPipe, Post } from '@nestjs/common';
import type { Context } from '../../platform/context/Context.js';
import { Ctx } from '../../platform/context/Ctx.js';
import { ApiController, ReturnsNothing, SignedIn, StepUp } from '../../platform/http/routes.js';
import { OperatorConfirmation } from './account/OperatorConfirmation.js';
import { type Exchange, Http } from './Exchange.js';

/** What the operator of the installation does about the accounts of others. */
@ApiController('installation/accounts')
export class OperatorController {
  constructor(private readonly confirmation: OperatorConfirmation) {}

  @Post(':userId/confirm-email')
  @SignedIn()
  @StepUp()
  @ReturnsNothing()
  confirmAccountEmail(@Ctx() ctx: Context, @Param('userId', ParseUUIDPipe) userId: string, @Http() exchange: Exchange): Promise<void> {
    return this.confirmation.confirm(ctx, userId, exchange);
  }
}
