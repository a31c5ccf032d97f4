import { Injectable } from '@nestjs/common';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { notFound } from '../../platform/http/AppError.js';
import type { SecretTest } from '../settings/public.js';
import { assertSameChannel, parseSenderType } from './senderConfig.js';
import type {
  SenderChannel,
  SenderCheckDto,
  SenderDto,
  SenderTestDto,
  TestSenderDto,
  UpdateSenderDto,
  VerifySenderDto,
} from './SenderDtos.js';
import { senderStillPaused } from './senderErrors.js';
import { presentCheck, SenderPresenter } from './SenderPresenter.js';
import { SenderReach } from './SenderReach.js';
import { SenderRepository, type SenderRow } from './SenderRepository.js';
import { SenderSettings } from './SenderSettings.js';
import { SenderTrials } from './SenderTrials.js';

/** The sender of a workspace: its active account, or the mail lab where there is none. With an account id: that one. */
@Injectable()
export class SenderService {
  constructor(
    private readonly senders: SenderRepository,
    private readonly settings: SenderSettings,
    private readonly presenter: SenderPresenter,
    private readonly trials: SenderTrials,
    private readonly reach: SenderReach,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  async get(ctx: WorkspaceContext, channel: SenderChannel = 'email'): Promise<SenderDto> {
    return this.presenter.present(ctx, await this.senders.findFor(ctx, channel), true);
  }

  async update(ctx: WorkspaceContext, input: UpdateSenderDto): Promise<SenderDto> {
    const type = parseSenderType(input.type);
    assertSameChannel('mail_lab', type);
    const isSample = await this.reach.admitType(ctx, type);
    const isFree = await this.reach.admit(ctx, input.config);
    // It sends to the mail lab whatever is chosen.
    if (isSample) return this.get(ctx);
    const saved = await this.unitOfWork.run(ctx, async (ctx) =>
      this.settings.save(ctx, await this.senders.find(ctx), { type, config: input.config, isFree }),
    );
    return this.presenter.present(ctx, saved, true);
  }

  /** Logs in without sending. Saved settings remember the answer. */
  async verify(ctx: WorkspaceContext, input: VerifySenderDto, accountId: string | null = null): Promise<SenderCheckDto> {
    await this.reach.admit(ctx, input.config);
    return presentCheck(await this.trials.verify(ctx, await this.require(ctx, accountId), input, true));
  }

  /** The saved settings, before a campaign is launched: the server is the workspace's own, so it does not count as a check of a stranger's. */
  async verifySaved(ctx: WorkspaceContext, channel: SenderChannel = 'email'): Promise<SenderCheckDto> {
    return presentCheck(await this.trials.verify(ctx, await this.senders.findFor(ctx, channel), {}, false));
  }

  async sendTest(ctx: WorkspaceContext, input: TestSenderDto, accountId: string | null = null): Promise<SenderTestDto> {
    await this.reach.admit(ctx, input.config);
    return this.trials.sendTest(ctx, await this.require(ctx, accountId), input);
  }

  /** Whether the stored secret works: the saved settings of its account log in. */
  async testSecret(ctx: WorkspaceContext, accountId: string): Promise<SecretTest> {
    const { ok, steps, serverResponse, hint } = await this.verify(ctx, {}, accountId);
    const refused = [serverResponse ?? steps.at(-1)?.detail, hint].filter(Boolean).join(' ');
    return { ok, message: ok ? 'The login succeeded.' : refused || 'The login failed.' };
  }

  /** Asks a paused account once more; a success makes it ready again. `begunWith`: the one that a campaign was begun with. */
  async requireRunning(ctx: WorkspaceContext, begunWith: string | null, channel: SenderChannel = 'email'): Promise<void> {
    const row = await this.senders.findFor(ctx, channel, begunWith);
    if (row?.state !== 'paused') return;
    const check = await this.trials.verify(ctx, row, {}, false);
    if (!check.ok) throw senderStillPaused(check.serverResponse ?? check.steps.at(-1)?.detail ?? '', check.hint);
  }

  private async require(ctx: WorkspaceContext, accountId: string | null): Promise<SenderRow | null> {
    if (accountId === null) return this.senders.find(ctx);
    const row = await this.senders.findById(ctx, accountId);
    if (!row) throw notFound('sender');
    return row;
  }
}
