import { Injectable } from '@nestjs/common';
import type { SenderCheck } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { SenderTestDto, TestSenderDto, VerifySenderDto } from './SenderDtos.js';
import { SenderChecks } from './SenderChecks.js';
import { presentCheck } from './SenderPresenter.js';
import type { SenderRow } from './SenderRepository.js';
import { SenderTestMail } from './SenderTestMail.js';
import { TestRecipientService } from './TestRecipientService.js';

/** The two ways to try a sender: log in, or send a message to someone who may get one. */
@Injectable()
export class SenderTrials {
  constructor(
    private readonly checks: SenderChecks,
    private readonly mail: SenderTestMail,
    private readonly testRecipients: TestRecipientService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  verify(ctx: WorkspaceContext, row: SenderRow | null, input: VerifySenderDto, isCounted: boolean): Promise<SenderCheck> {
    return this.checks.run(ctx, row, input, { action: 'sender.verified', isCounted });
  }

  async sendTest(ctx: WorkspaceContext, row: SenderRow | null, input: TestSenderDto): Promise<SenderTestDto> {
    await this.testRecipients.admit(ctx, input.to);
    const email = await this.mail.write(ctx, input.to);
    const check = await this.checks.run(ctx, row, input, { action: 'sender.testSent', to: input.to, isCounted: true }, async (sender) => {
      await this.unitOfWork.markBegun(ctx);
      return sender.sendTest(email);
    });
    return { ...presentCheck(check), messageId: email.messageId };
  }
}
