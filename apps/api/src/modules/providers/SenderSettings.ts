import { Injectable } from '@nestjs/common';
import { descriptorOf, type SenderType } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { readSenderConfig } from './senderConfig.js';
import type { SenderState } from './SenderDtos.js';
import { SenderPresenter } from './SenderPresenter.js';
import { SenderRepository, type SenderRow, type SenderTraits } from './SenderRepository.js';
import { storedConfigOf } from './senderSecretPlaces.js';
import { SenderSecrets } from './SenderSecrets.js';
import { SenderUseService } from './SenderUseService.js';

export interface TypedSettings {
  readonly type: SenderType;
  readonly config: Readonly<Record<string, unknown>>;
  /** The settings may name any host (SenderReach). */
  readonly isFree: boolean;
}

/** Writes accounts: their settings with the secrets in the store, their names and limits. Inside the unit of work of whoever asks. */
@Injectable()
export class SenderSettings {
  constructor(
    private readonly senders: SenderRepository,
    private readonly secrets: SenderSecrets,
    private readonly presenter: SenderPresenter,
    private readonly uses: SenderUseService,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** A new account with its settings, tested by nobody yet. */
  async add(ctx: WorkspaceContext, traits: SenderTraits, settings: TypedSettings): Promise<SenderRow> {
    const id = await this.senders.add(ctx, settings.type, traits, nowIso(this.clock));
    await this.write(ctx, null, id, settings);
    return this.require(ctx, id);
  }

  /** Of the active account, which is made where there is none. */
  async save(ctx: WorkspaceContext, before: SenderRow | null, settings: TypedSettings): Promise<SenderRow> {
    const auditedBefore = await this.presenter.auditedState(ctx, before);
    const saved = before ? await this.change(ctx, before, settings) : await this.addFirst(ctx, settings);
    await this.record(ctx, auditedBefore, await this.presenter.auditedState(ctx, saved), settings, null);
    return saved;
  }

  /** Name, limits and settings of one account, as far as they are given. */
  async update(ctx: WorkspaceContext, before: SenderRow, traits: SenderTraits, settings: TypedSettings | null): Promise<SenderRow> {
    const auditedBefore = { ...traitsOf(before), ...(settings && (await this.presenter.auditedState(ctx, before))) };
    const changed = settings ? await this.change(ctx, before, settings) : before;
    await this.senders.describe(ctx, before.id, traits, nowIso(this.clock));
    // A higher limit may let them go on today.
    await this.uses.wake(ctx, before.id);
    const after = { ...traits, ...(settings && (await this.presenter.auditedState(ctx, changed))) };
    await this.record(ctx, auditedBefore, after, settings, before.name);
    return this.require(ctx, before.id);
  }

  private async addFirst(ctx: WorkspaceContext, settings: TypedSettings): Promise<SenderRow> {
    const { label } = descriptorOf(settings.type);
    const added = await this.add(ctx, { name: label, ratePerMinute: null, quotaPerDay: null }, settings);
    await this.senders.activate(ctx, added.id, settings.type, nowIso(this.clock));
    return added;
  }

  private async change(ctx: WorkspaceContext, before: SenderRow, settings: TypedSettings): Promise<SenderRow> {
    await this.write(ctx, before, before.id, settings);
    return this.require(ctx, before.id);
  }

  private async write(ctx: WorkspaceContext, before: SenderRow | null, id: string, { type, config, isFree }: TypedSettings): Promise<void> {
    const read = await readSenderConfig(type, config, await this.secrets.keptOf(ctx, before));
    const state: SenderState = type === 'mail_lab' ? 'ready' : 'untested';
    const stored = JSON.stringify(storedConfigOf(type, read.values, isFree));
    await this.senders.save(ctx, id, { type, config: stored, state, now: nowIso(this.clock) });
    await this.secrets.save(ctx, before, id, type, read);
  }

  private async record(
    ctx: WorkspaceContext,
    before: object,
    after: object,
    settings: TypedSettings | null,
    account: string | null,
  ): Promise<void> {
    const replaced = settings ? typedSecrets(settings) : [];
    const details = { ...(replaced.length > 0 && { replaced }), ...(account !== null && { account }) };
    await this.audit.record(ctx, {
      action: 'sender.updated',
      entity: ['sender', ctx.workspaceId],
      before,
      after,
      ...(Object.keys(details).length > 0 && { details }),
    });
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<SenderRow> {
    const row = await this.senders.findById(ctx, id);
    if (!row) throw new Error('The account vanished while it was written.');
    return row;
  }
}

export function traitsOf({ name, ratePerMinute, quotaPerDay }: SenderRow): SenderTraits {
  return { name, ratePerMinute, quotaPerDay };
}

/** Which secrets were typed anew: both values are unknown to the log. */
function typedSecrets({ type, config }: TypedSettings): string[] {
  return descriptorOf(type)
    .fields.filter(({ key, secret }) => secret && typeof config[key] === 'string' && config[key] !== '')
    .map(({ key }) => key);
}
