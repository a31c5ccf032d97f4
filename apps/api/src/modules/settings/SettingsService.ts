import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { actorUserId, type Context, type WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { mayActAs } from '@rapport/common';
import { MemberService } from '../workspaces/MemberService.js';
import { type ResolvedSetting, resolveSetting, storedSettings, type StoredSettings } from './resolveSettings.js';
import { definitionOf, isSettingKey, keysOf, SETTING_KEYS, type SettingKey } from './settingDefinitions.js';
import { fixedByEnvironment, notAValue, tooFewToApprove, unknownSetting } from './settingErrors.js';
import type { SilentApproverDto } from './SettingsDtos.js';
import { type SettingOwner, SettingRepository } from './SettingRepository.js';

/** Settings by scope: set in one, inherited by the narrower ones, each with where it comes from. */
@Injectable()
export class SettingsService {
  private readonly environment: ReadonlyMap<SettingKey, string>;

  constructor(
    private readonly settings: SettingRepository,
    private readonly members: MemberService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    config: AppConfig,
  ) {
    this.environment = new Map(config.registration ? [['registration', config.registration] as const] : []);
  }

  /** What a person set for themselves, or inherits from the installation. */
  async listMine(ctx: Context): Promise<ResolvedSetting[]> {
    const stored = await this.load(ctx, actorUserId(ctx), null);
    return keysOf('user').map((key) => this.resolve(key, 'user', stored));
  }

  /** What holds for this person in this workspace. */
  async listInWorkspace(ctx: WorkspaceContext): Promise<ResolvedSetting[]> {
    const stored = await this.load(ctx, actorUserId(ctx), ctx.workspaceId);
    const keys = SETTING_KEYS.filter((key) => definitionOf(key).scopes.some((scope) => scope !== 'global'));
    return keys.map((key) => this.resolve(key, 'workspace', stored));
  }

  async listGlobal(ctx: Context): Promise<ResolvedSetting[]> {
    const stored = await this.load(ctx, null, null);
    return keysOf('global').map((key) => this.resolve(key, 'global', stored));
  }

  changeMine(ctx: Context, values: Readonly<Record<string, unknown>>): Promise<ResolvedSetting[]> {
    return this.change(ctx, { scope: 'user', id: actorUserId(ctx) ?? '' }, values, (ctx) => this.listMine(ctx));
  }

  changeInWorkspace(ctx: WorkspaceContext, values: Readonly<Record<string, unknown>>): Promise<ResolvedSetting[]> {
    return this.change(ctx, { scope: 'workspace', id: ctx.workspaceId }, values, async (ctx) => {
      const needed = values['approvalsNeeded'];
      if (typeof needed === 'string') await this.requireApprovers(ctx, Number(needed));
      return this.listInWorkspace(ctx);
    });
  }

  changeGlobal(ctx: Context, values: Readonly<Record<string, unknown>>): Promise<ResolvedSetting[]> {
    return this.change(ctx, { scope: 'global' }, values, (ctx) => this.listGlobal(ctx));
  }

  /** A number of approvals that nobody could reach would stop every campaign. */
  private async requireApprovers(ctx: WorkspaceContext, needed: number): Promise<void> {
    const approvers = (await this.members.list(ctx)).filter(({ role }) => mayActAs(role, 'approver')).length;
    if (approvers < needed) throw tooFewToApprove(needed, approvers);
  }

  /** A setting of the workspace that another service looks after, such as its logo. Null: inherited again. */
  setInternal(ctx: WorkspaceContext, key: SettingKey, value: string | null): Promise<void> {
    return this.unitOfWork.run(ctx, (ctx) => this.write(ctx, { scope: 'workspace', id: ctx.workspaceId }, key, value));
  }

  async valueInWorkspace(ctx: WorkspaceContext, key: SettingKey): Promise<string | null> {
    return this.resolve(key, 'workspace', await this.load(ctx, null, ctx.workspaceId)).value;
  }

  /** What holds in a workspace, whoever asks. */
  async valuesInWorkspace(ctx: WorkspaceContext): Promise<ReadonlyMap<SettingKey, string>> {
    const stored = await this.load(ctx, null, ctx.workspaceId);
    const values = SETTING_KEYS.map((key) => [key, this.resolve(key, 'workspace', stored).value] as const);
    return new Map(values.filter((entry): entry is readonly [SettingKey, string] => entry[1] !== null));
  }

  /** Who of these people has switched it off for themselves. */
  async peopleWithout(ctx: Context, key: SettingKey, userIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(await this.settings.listPeopleWith(ctx, key, 'off', userIds));
  }

  /** Who of these people has chosen this value for themselves. */
  async peopleWith(ctx: Context, key: SettingKey, value: string, userIds: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set(await this.settings.listPeopleWith(ctx, key, value, userIds));
  }

  /** Who could approve a campaign and gets no mail when approval is asked for. */
  async listSilentApprovers(ctx: WorkspaceContext): Promise<SilentApproverDto[]> {
    const approvers = (await this.members.list(ctx)).filter(({ role }) => mayActAs(role, 'approver'));
    const silent = await this.peopleWithout(
      ctx,
      'mailReviewRequests',
      approvers.map(({ userId }) => userId),
    );
    return approvers.filter(({ userId }) => silent.has(userId)).map(({ userId, name }) => ({ userId, name }));
  }

  /** Whether anybody may make an account. The environment wins over what the operator chose in the dashboard. */
  async isRegistrationOpen(ctx: Context): Promise<boolean> {
    return this.resolve('registration', 'global', await this.load(ctx, null, null)).value === 'open';
  }

  async forgetWorkspace(ctx: Context, workspaceId: string): Promise<void> {
    await this.settings.removeAll(ctx, { scope: 'workspace', id: workspaceId });
  }

  /** All or nothing; null resets to what is inherited. */
  private change<C extends Context>(
    ctx: C,
    owner: SettingOwner,
    values: Readonly<Record<string, unknown>>,
    list: (ctx: C) => Promise<ResolvedSetting[]>,
  ): Promise<ResolvedSetting[]> {
    const changes = Object.entries(values).map(([key, value]) => this.checked(owner, key, value));
    return this.unitOfWork.run(ctx, async (ctx) => {
      for (const { key, value } of changes) await this.write(ctx, owner, key, value);
      return list(ctx);
    });
  }

  private checked(owner: SettingOwner, key: string, value: unknown): { key: SettingKey; value: string | null } {
    if (!isSettingKey(key)) throw unknownSetting(key);
    const { scopes, type, isInternal } = definitionOf(key);
    if (isInternal || !scopes.includes(owner.scope)) throw unknownSetting(key);
    if (this.environment.has(key)) throw fixedByEnvironment(key);
    if (value === null) return { key, value };
    const read = typeof value === 'string' ? type.read(value) : null;
    if (read === null) throw notAValue(key, type.hint);
    return { key, value: read };
  }

  private async write(ctx: Context, owner: SettingOwner, key: SettingKey, value: string | null): Promise<void> {
    const [userId, workspaceId] = [owner.scope === 'user' ? owner.id : null, owner.scope === 'workspace' ? owner.id : null];
    const before = (await this.load(ctx, userId, workspaceId)).get(owner.scope)?.get(key) ?? null;
    if (before === value) return;
    if (value === null) await this.settings.remove(ctx, owner, key);
    else await this.settings.put(ctx, owner, key, value, nowIso(this.clock));
    await this.audit.record(ctx, {
      action: value === null ? 'setting.reset' : 'setting.changed',
      entity: ['setting', key],
      before: { value: before },
      after: { value },
      details: { scope: owner.scope },
    });
  }

  private async load(ctx: Context, userId: string | null, workspaceId: string | null): Promise<StoredSettings> {
    return storedSettings(await this.settings.listFor(ctx, userId, workspaceId));
  }

  private resolve(key: SettingKey, scope: SettingOwner['scope'], stored: StoredSettings): ResolvedSetting {
    return resolveSetting(key, scope, stored, this.environment);
  }
}
