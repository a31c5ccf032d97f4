import { Injectable } from '@nestjs/common';
import { descriptorOf } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import { assertSameChannel, parseSenderType } from './senderConfig.js';
import type { CreateSenderAccountDto, SenderAccountDto, SenderDto, UpdateSenderAccountDto } from './SenderDtos.js';
import { oneSenderOfTexts, tooManySenders } from './senderErrors.js';
import { SenderPresenter } from './SenderPresenter.js';
import { SenderReach } from './SenderReach.js';
import { SenderRepository, type SenderRow } from './SenderRepository.js';
import { SenderSettings, traitsOf, type TypedSettings } from './SenderSettings.js';

const AT_MOST = 20;

/** The accounts that a workspace can send through. Which of them is in use is decided by SenderChoice, how one goes by SenderRemoval. */
@Injectable()
export class SenderAccountService {
  constructor(
    private readonly senders: SenderRepository,
    private readonly settings: SenderSettings,
    private readonly presenter: SenderPresenter,
    private readonly reach: SenderReach,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  async list(ctx: WorkspaceContext): Promise<SenderAccountDto[]> {
    const active = await this.senders.find(ctx);
    return this.presenter.presentAll(ctx, await this.senders.list(ctx), active?.id ?? null);
  }

  async get(ctx: WorkspaceContext, id: string): Promise<SenderDto> {
    return this.present(ctx, await this.require(ctx, id));
  }

  /** It sends nothing before it is made active. */
  async create(ctx: WorkspaceContext, input: CreateSenderAccountDto): Promise<SenderDto> {
    const settings = await this.read(ctx, input);
    const { name, ratePerMinute = null, quotaPerDay = null } = input;
    const added = await this.unitOfWork.run(ctx, async (ctx) => {
      if ((await this.senders.list(ctx)).length >= AT_MOST) throw tooManySenders(AT_MOST);
      if (descriptorOf(settings.type).channel === 'text' && (await this.senders.findTextId(ctx)) !== null) throw oneSenderOfTexts();
      const added = await this.settings.add(ctx, { name, ratePerMinute, quotaPerDay }, settings);
      await this.audit.record(ctx, {
        action: 'sender.added',
        entity: ['sender', ctx.workspaceId],
        after: { ...traitsOf(added), ...(await this.presenter.auditedState(ctx, added)) },
        details: { account: name },
      });
      return added;
    });
    return this.present(ctx, added);
  }

  /** What is left out stays; null takes a limit away. */
  async update(ctx: WorkspaceContext, id: string, input: UpdateSenderAccountDto): Promise<SenderDto> {
    const { type } = await this.require(ctx, id);
    assertSameChannel(parseSenderType(type), parseSenderType(input.type ?? type));
    const settings = input.config && (await this.read(ctx, { type: input.type ?? type, config: input.config }));
    const saved = await this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.require(ctx, id);
      const { name = before.name, ratePerMinute = before.ratePerMinute, quotaPerDay = before.quotaPerDay } = input;
      return this.settings.update(ctx, before, { name, ratePerMinute, quotaPerDay }, settings ?? null);
    });
    return this.present(ctx, saved);
  }

  async require(ctx: WorkspaceContext, id: string): Promise<SenderRow> {
    const row = await this.senders.findById(ctx, id);
    if (!row) throw notFound('sender');
    return row;
  }

  async present(ctx: WorkspaceContext, row: SenderRow): Promise<SenderDto> {
    const active = await this.senders.find(ctx);
    return this.presenter.present(ctx, row, active?.id === row.id);
  }

  private async read(ctx: WorkspaceContext, { type, config }: { type: string; config: Record<string, unknown> }): Promise<TypedSettings> {
    const known = parseSenderType(type);
    await this.reach.refuseSample(ctx);
    return { type: known, config, isFree: await this.reach.admit(ctx, config) };
  }
}
