import { Injectable } from '@nestjs/common';
import type { ConfigValues, MessageSender, OutgoingMessage, SenderCheck, SenderType } from '@rapport/providers';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { parseSenderType, readSenderConfig } from './senderConfig.js';
import type { VerifySenderDto } from './SenderDtos.js';
import { SenderCheckLimits } from './SenderCheckLimits.js';
import { type BuildTraits, SenderPoolService, traitsOfBuild } from './SenderPoolService.js';
import { SenderReach } from './SenderReach.js';
import type { SenderRow } from './SenderRepository.js';
import { SenderSecrets } from './SenderSecrets.js';
import { SigningKeyStore } from './signing/SigningKeyStore.js';
import { type SenderAct, SenderStateService } from './SenderStateService.js';

type AnySender = MessageSender<OutgoingMessage>;

export interface CheckOptions extends SenderAct {
  /** Counts as one of the checks that are allowed in a while. */
  readonly isCounted: boolean;
}

/** Tries an account with what is saved, or settings that are only typed, over connections of its own. */
@Injectable()
export class SenderChecks {
  constructor(
    private readonly pool: SenderPoolService,
    private readonly secrets: SenderSecrets,
    private readonly reach: SenderReach,
    private readonly limits: SenderCheckLimits,
    private readonly states: SenderStateService,
    private readonly signing: SigningKeyStore,
  ) {}

  /** `row`: the account that is tried, or whose secrets the typed settings may keep. */
  run(
    ctx: WorkspaceContext,
    row: SenderRow | null,
    input: VerifySenderDto,
    options: CheckOptions,
    ask: (sender: AnySender) => Promise<SenderCheck> = (sender) => sender.verify(),
  ): Promise<SenderCheck> {
    const isTyped = input.config !== undefined || input.type !== undefined;
    return isTyped ? this.runTyped(ctx, row, input, options, ask) : this.runSaved(ctx, row, options, ask);
  }

  private async runTyped(
    ctx: WorkspaceContext,
    row: SenderRow | null,
    input: VerifySenderDto,
    { isCounted, ...act }: CheckOptions,
    ask: (sender: AnySender) => Promise<SenderCheck>,
  ): Promise<SenderCheck> {
    const type = parseSenderType(input.type ?? row?.type ?? 'mail_lab');
    await this.reach.admitType(ctx, type);
    const { values } = await readSenderConfig(type, input.config ?? {}, await this.secrets.keptOf(ctx, row));
    if (isCounted) await this.limits.count(ctx);
    // A test message looks like those that will follow.
    const signingKeys = row && type === 'smtp' ? await this.signing.openActive(ctx, row.id) : [];
    const check = await this.ask(ctx, type, values, traitsOfBuild({ row: null, signingKeys }), ask);
    await this.states.tell(ctx, act, { type, isSaved: false, ok: check.ok });
    return check;
  }

  private async runSaved(
    ctx: WorkspaceContext,
    row: SenderRow | null,
    { isCounted, ...act }: CheckOptions,
    ask: (sender: AnySender) => Promise<SenderCheck>,
  ): Promise<SenderCheck> {
    const saved = await this.pool.read(ctx, row?.id ?? null);
    const type = parseSenderType(saved.row?.type ?? 'mail_lab');
    if (isCounted) await this.limits.count(ctx);
    const check = await this.ask(ctx, type, saved.values, traitsOfBuild(saved), ask);
    await this.states.remember(ctx, saved.row, check, act, type);
    return check;
  }

  private async ask(
    ctx: WorkspaceContext,
    type: SenderType,
    values: ConfigValues,
    traits: BuildTraits,
    run: (sender: AnySender) => Promise<SenderCheck>,
  ): Promise<SenderCheck> {
    const sender = this.pool.build(ctx.workspaceId, type, values, traits);
    try {
      return await run(sender);
    } finally {
      await sender.close(0);
    }
  }
}
