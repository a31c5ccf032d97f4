import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { serialise } from '../../platform/database/serialise.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import type { Page, PageQuery } from '../../platform/http/Page.js';
import { ALL_SCOPES, type Scope, SCOPES } from '../../platform/security/scopes.js';
import { assertSteppedUp } from '../../platform/security/stepUp.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { MemberService } from '../workspaces/MemberService.js';
import type { ApiKeyDto, ApiKeyScopeDto, CreateApiKeyDto, NewApiKeyDto, RotateApiKeyDto, UpdateApiKeyDto } from './ApiKeyDtos.js';
import { apiKeyChanged, apiKeyNotFound, apiKeyNotLive, neverOnlyForOwner, tooManyApiKeys, widenOnlyOwn } from './apiKeyErrors.js';
import { type ApiKey, ApiKeyRepository } from './ApiKeyRepository.js';
import { isLive } from './apiKeyState.js';
import { newApiKey } from './newApiKey.js';
import { presentApiKey } from './presentApiKey.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DEFAULT_DAYS = 90;
const DEFAULT_OVERLAP_HOURS = 24;
const MOST_LIVE = 100;

@Injectable()
export class ApiKeyService {
  constructor(
    private readonly keys: ApiKeyRepository,
    private readonly members: MemberService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  listScopes(): ApiKeyScopeDto[] {
    return ALL_SCOPES.map((scope) => ({ scope, description: SCOPES[scope] }));
  }

  async list(ctx: WorkspaceContext, query: PageQuery): Promise<Page<ApiKeyDto>> {
    const page = await this.keys.list(ctx, query);
    return { ...page, items: page.items.map((key) => presentApiKey(key, this.clock.now())) };
  }

  create(ctx: WorkspaceContext, input: CreateApiKeyDto): Promise<NewApiKeyDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      await serialise(ctx.manager, `apiKeys ${ctx.workspaceId}`);
      if ((await this.keys.countLive(ctx, nowIso(this.clock))) >= MOST_LIVE) throw tooManyApiKeys(MOST_LIVE);
      return this.make(ctx, input.description, input.scopes, input.expiresInDays);
    });
  }

  /** Fewer scopes: at once. More: only by the maker, who has just proved who they are, because the key acts with their rights. */
  update(ctx: WorkspaceContext, id: string, input: UpdateApiKeyDto): Promise<ApiKeyDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.require(ctx, id);
      if (!isLive(before, this.clock.now())) throw apiKeyNotLive();
      const scopes = input.scopes ? inOrder(input.scopes) : before.scopes;
      const added = scopes.filter((scope) => !before.scopes.includes(scope));
      const removed = before.scopes.filter((scope) => !scopes.includes(scope));
      if (added.length > 0) {
        if (before.userId !== actorUserId(ctx)) throw widenOnlyOwn();
        assertSteppedUp(ctx);
      }
      const change = { description: input.description ?? before.description, scopes, before: before.scopes, now: nowIso(this.clock) };
      if (!(await this.keys.update(ctx, id, change))) throw apiKeyChanged();
      const after = await this.require(ctx, id);
      await this.audit.record(ctx, {
        action: 'apiKey.updated',
        entity: ['apiKey', id],
        before: recorded(before),
        after: recorded(after),
        details: { added, removed },
      });
      return presentApiKey(after, this.clock.now());
    });
  }

  /** A new key with the same scopes, made by whoever rotates: nobody gets a key that acts with the rights of another. */
  rotate(ctx: WorkspaceContext, id: string, input: RotateApiKeyDto): Promise<NewApiKeyDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.require(ctx, id);
      const overlapHours = input.overlapHours ?? DEFAULT_OVERLAP_HOURS;
      const now = this.clock.now();
      const until = new Date(now.getTime() + overlapHours * HOUR_MS).toISOString();
      const fresh = await this.make(ctx, before.description, before.scopes, input.expiresInDays);
      if (!(await this.keys.replace(ctx, id, { newId: fresh.id, until, now: now.toISOString() }))) throw apiKeyNotLive();
      await this.audit.record(ctx, { action: 'apiKey.rotated', entity: ['apiKey', id], details: { replacedBy: fresh.id, overlapHours } });
      return fresh;
    });
  }

  /** At once, and for good. Again: nothing more happens. */
  revoke(ctx: WorkspaceContext, id: string): Promise<ApiKeyDto> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const before = await this.require(ctx, id);
      if (await this.keys.revoke(ctx, id, nowIso(this.clock)))
        await this.audit.record(ctx, { action: 'apiKey.revoked', entity: ['apiKey', id], details: recorded(before) });
      return presentApiKey(await this.require(ctx, id), this.clock.now());
    });
  }

  private async make(
    ctx: WorkspaceContext,
    description: string,
    scopes: readonly Scope[],
    expiresInDays: number | null | undefined,
  ): Promise<NewApiKeyDto> {
    if (expiresInDays === null && ctx.role !== 'owner') throw neverOnlyForOwner();
    await this.members.holdRole(ctx);
    const now = this.clock.now();
    const { secret, ...fresh } = newApiKey();
    const id = newId();
    const days = expiresInDays === undefined ? DEFAULT_DAYS : expiresInDays;
    await this.keys.insert(ctx, {
      ...fresh,
      id,
      userId: actorUserId(ctx) ?? '',
      description,
      scopes: inOrder(scopes),
      createdAt: now.toISOString(),
      expiresAt: days === null ? null : new Date(now.getTime() + days * DAY_MS).toISOString(),
    });
    const key = await this.require(ctx, id);
    await this.audit.record(ctx, { action: 'apiKey.created', entity: ['apiKey', id], after: recorded(key) });
    return { ...presentApiKey(key, now), secret };
  }

  private async require(ctx: WorkspaceContext, id: string): Promise<ApiKey> {
    const key = await this.keys.find(ctx, id);
    if (!key) throw apiKeyNotFound();
    return key;
  }
}

/** Each once, in the order of the catalogue. */
function inOrder(scopes: readonly Scope[]): Scope[] {
  return ALL_SCOPES.filter((scope) => scopes.includes(scope));
}

function recorded({ prefix, description, scopes, expiresAt }: ApiKey): object {
  return { prefix: `rk_${prefix}`, description, scopes, expiresAt };
}
