import { Injectable } from '@nestjs/common';
import { descriptorOf, type OutgoingMessage, type SenderCheck } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { parseSenderType } from './senderConfig.js';
import type { SenderChannel, SenderTestDto, TestSenderDto, VerifySenderDto } from './SenderDtos.js';
import { SenderChecks } from './SenderChecks.js';
import { presentCheck } from './SenderPresenter.js';
import type { SenderRow } from './SenderRepository.js';
import { noTestAddress } from './senderErrors.js';
import { SenderTestMail } from './SenderTestMail.js';
import { SenderTestText } from './SenderTestText.js';
import { TestPhoneService } from './TestPhoneService.js';
import { TestRecipientService } from './TestRecipientService.js';

/** The two ways to try a sender: log in, or send a message to someone who may get one. */
@Injectable()
export class SenderTrials {
  constructor(
    private readonly checks: SenderChecks,
    private readonly mail: SenderTestMail,
    private readonly text: SenderTestText,
    private readonly testRecipients: TestRecipientService,
    private readonly phones: TestPhoneService,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  verify(ctx: WorkspaceContext, row: SenderRow | null, input: VerifySenderDto, isCounted: boolean): Promise<SenderCheck> {
    return this.checks.run(ctx, row, input, { action: 'sender.verified', isCounted });
  }

  async sendTest(ctx: WorkspaceContext, row: SenderRow | null, input: TestSenderDto): Promise<SenderTestDto> {
    const { to, message } = await this.write(ctx, descriptorOf(parseSenderType(input.type ?? row?.type ?? 'mail_lab')).channel, input);
    const check = await this.checks.run(ctx, row, input, { action: 'sender.testSent', to, isCounted: true }, async (sender) => {
      await this.unitOfWork.markBegun(ctx);
      return sender.sendTest(message);
    });
    return { ...presentCheck(check), messageId: message.messageId };
  }

  private async write(
    ctx: WorkspaceContext,
    channel: SenderChannel,
    { to, phone }: TestSenderDto,
  ): Promise<{ to: string; message: OutgoingMessage }> {
    if (channel === 'text') {
      const number = await this.phones.admit(ctx, phone);
      return { to: number, message: await this.text.write(ctx, number) };
    }
    if (to === undefined) throw noTestAddress();
    await this.testRecipients.admit(ctx, to);
    return { to, message: await this.mail.write(ctx, to) };
  }
}
