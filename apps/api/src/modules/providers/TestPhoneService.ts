import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { SenderTestText } from './SenderTestText.js';
import { TestRecipientService } from './TestRecipientService.js';

/** Where a test text may go: a number with its country code, chosen by someone who may. */
@Injectable()
export class TestPhoneService {
  constructor(
    private readonly texts: SenderTestText,
    private readonly testRecipients: TestRecipientService,
  ) {}

  /** Counts the text, and answers the number as it is dialled from everywhere. @throws AppError */
  async admit(ctx: WorkspaceContext, typed: string | undefined): Promise<string> {
    const number = await this.texts.numberOf(ctx, typed);
    await this.testRecipients.admitPhone(ctx, number);
    return number;
  }
}
