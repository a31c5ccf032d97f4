import { Injectable } from '@nestjs/common';
import type { OutgoingText } from '@rapport/providers';
import type { CountryCode } from 'libphonenumber-js/max';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { readPhone } from '../../platform/phone/readPhone.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { badTestPhone } from './senderErrors.js';

/** The text with which a sender of texts is tried. */
@Injectable()
export class SenderTestText {
  constructor(private readonly workspaces: WorkspaceService) {}

  /** As it is dialled from everywhere. @throws AppError when nobody can tell which phone is meant */
  async numberOf(ctx: WorkspaceContext, typed: string | undefined): Promise<string> {
    const { defaultCountry } = await this.workspaces.require(ctx);
    const reading = readPhone(typed ?? '', defaultCountry as CountryCode | null);
    if ('problem' in reading) throw badTestPhone(typed ? reading.problem.reason : null);
    if (reading.phone.e164 === null) throw badTestPhone('Write the number with its country code, for example +49 30 23125501.');
    return reading.phone.e164;
  }

  async write(ctx: WorkspaceContext, to: string): Promise<OutgoingText> {
    const { name } = await this.workspaces.require(ctx);
    return { messageId: newId(), to, body: `Test text from ${name}, sent by Rapport. It arrived, so the sender is set up.` };
  }
}
