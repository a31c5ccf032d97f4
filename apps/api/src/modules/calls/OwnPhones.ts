import { Injectable } from '@nestjs/common';
import type { CountryCode } from 'libphonenumber-js/max';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { readPhone } from '../../platform/phone/readPhone.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { CallLineService } from '../providers/CallLineService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import type { OwnPhoneDto } from './CallDtos.js';
import { badOwnPhone, ownPhoneIsLine } from './callErrors.js';
import { CallRepository } from './CallRepository.js';

/** The phone that rings when a member calls: asked once, and kept for each member and workspace. */
@Injectable()
export class OwnPhones {
  constructor(
    private readonly calls: CallRepository,
    private readonly lines: CallLineService,
    private readonly workspaces: WorkspaceService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async get(ctx: WorkspaceContext): Promise<OwnPhoneDto> {
    return { phone: await this.calls.ownPhone(ctx, actorUserId(ctx) ?? '') };
  }

  async set(ctx: WorkspaceContext, typed: string): Promise<OwnPhoneDto> {
    const phone = await this.read(ctx, typed);
    const line = await this.lines.open(ctx);
    if ('from' in line && line.from === phone) throw ownPhoneIsLine();
    const userId = actorUserId(ctx) ?? '';
    await this.unitOfWork.run(ctx, async (ctx) => {
      if ((await this.calls.ownPhone(ctx, userId)) === phone) return;
      await this.calls.setOwnPhone(ctx, userId, phone, nowIso(this.clock));
      await this.audit.record(ctx, { action: 'call.ownPhoneSet', entity: ['user', userId], details: { phone } });
    });
    return { phone };
  }

  async remove(ctx: WorkspaceContext): Promise<void> {
    const userId = actorUserId(ctx) ?? '';
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (!(await this.calls.removeOwnPhone(ctx, userId))) return;
      await this.audit.record(ctx, { action: 'call.ownPhoneRemoved', entity: ['user', userId], details: {} });
    });
  }

  private async read(ctx: WorkspaceContext, typed: string): Promise<string> {
    const { defaultCountry } = await this.workspaces.require(ctx);
    const reading = readPhone(typed, defaultCountry as CountryCode | null);
    if ('problem' in reading) throw badOwnPhone(reading.problem.reason);
    if (reading.phone.e164 === null) throw badOwnPhone('Write your number with its country code, for example +49 30 23125501.');
    return reading.phone.e164;
  }
}
