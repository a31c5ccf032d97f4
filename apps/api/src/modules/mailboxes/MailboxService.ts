import { Injectable, type OnModuleInit } from '@nestjs/common';
import { descriptorOf, imapDescriptor, type MailboxCheck, ProviderError } from '@rapport/providers';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { SenderAccountService } from '../providers/SenderAccountService.js';
import {
  parseSenderType,
  parseStoredConfig,
  presentField,
  readConfig,
  SenderCheckLimits,
  SenderReach,
  SenderRemoval,
  storedConfigFor,
} from '../providers/public.js';
import { SecretService } from '../settings/SecretService.js';
import type { SecretTest } from '../settings/public.js';
import { UserService } from '../users/UserService.js';
import { MailboxAccess, PASSWORD } from './MailboxAccess.js';
import type { ConnectMailboxDto, MailboxCheckDto, MailboxDto, SenderMailboxDto } from './MailboxDtos.js';
import { mailboxNeedsEmail, mailboxNotFound, mailboxRefused } from './mailboxErrors.js';
import { MailboxRepository, type MailboxRow } from './MailboxRepository.js';

/** What decides which messages a place means. */
const PLACE_SETTINGS = ['host', 'port', 'user', 'folder'];

/**
 * Which mailbox belongs to a sender. One is connected only after signing in to it succeeded.
 * More than six dependencies: settings, secrets, reach, limits and what goes with a sender each have an owner.
 */
@Injectable()
export class MailboxService implements OnModuleInit {
  constructor(
    private readonly mailboxes: MailboxRepository,
    private readonly access: MailboxAccess,
    private readonly accounts: SenderAccountService,
    private readonly reach: SenderReach,
    private readonly limits: SenderCheckLimits,
    private readonly removal: SenderRemoval,
    private readonly secrets: SecretService,
    private readonly users: UserService,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.removal.register(async (ctx, accountId) => {
      const row = await this.mailboxes.find(ctx, accountId);
      if (row) await this.access.forget(ctx, row.id);
    });
  }

  async get(ctx: WorkspaceContext, accountId: string): Promise<SenderMailboxDto> {
    await this.accounts.require(ctx, accountId);
    const row = await this.mailboxes.find(ctx, accountId);
    return { mailbox: row && (await this.present(ctx, row)), fields: imapDescriptor.fields.map(presentField) };
  }

  /** Outside any unit of work until it has signed in. */
  async connect(ctx: WorkspaceContext, accountId: string, { config }: ConnectMailboxDto): Promise<SenderMailboxDto> {
    const account = await this.accounts.require(ctx, accountId);
    const type = parseSenderType(account.type);
    if (type === 'mail_lab' || descriptorOf(type).channel !== 'email') throw mailboxNeedsEmail();
    await this.reach.refuseSample(ctx);
    const isFree = await this.reach.admit(ctx, config);
    const before = await this.mailboxes.find(ctx, accountId);
    const read = await readConfig(imapDescriptor, config, this.access.keptOf(ctx, before));
    await this.limits.count(ctx);
    const { cursor } = await this.signIn(() => this.access.build(read.values, isFree).check());
    const stored = storedConfigFor(imapDescriptor, read.values, isFree);
    const was = before && parseStoredConfig(before.config).values;
    const isSame = was !== null && PLACE_SETTINGS.every((key) => was[key] === stored.values[key]);
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.accounts.require(ctx, accountId);
      const place = before && isSame ? before.place : cursor;
      const id = await this.mailboxes.save(ctx, accountId, { config: JSON.stringify(stored), place, now: nowIso(this.clock) });
      await this.access.keep(ctx, id, stored, read);
      await this.record(ctx, 'mailbox.connected', account.name);
    });
    return this.get(ctx, accountId);
  }

  async check(ctx: WorkspaceContext, accountId: string): Promise<MailboxCheckDto> {
    const { name } = await this.accounts.require(ctx, accountId);
    const row = await this.require(ctx, accountId);
    await this.limits.count(ctx);
    const found = await (await this.access.open(ctx, row)).check().catch((error: unknown) => asFailure(error));
    const ok = !(found instanceof ProviderError);
    await this.unitOfWork.run(ctx, async (ctx) => {
      // Whoever changed the password back at their provider need not wait for the next attempt.
      if (ok && row.state === 'failing') await this.mailboxes.readAgainAt(ctx, row, nowIso(this.clock));
      await this.record(ctx, 'mailbox.checked', name, { ok });
    });
    if (!ok) throw mailboxRefused(found);
    return { messages: found.messages };
  }

  async pause(ctx: WorkspaceContext, accountId: string): Promise<SenderMailboxDto> {
    return this.setState(ctx, accountId, 'paused');
  }

  async resume(ctx: WorkspaceContext, accountId: string): Promise<SenderMailboxDto> {
    return this.setState(ctx, accountId, 'reading');
  }

  async remove(ctx: WorkspaceContext, accountId: string): Promise<void> {
    const { name } = await this.accounts.require(ctx, accountId);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.require(ctx, accountId);
      await this.access.forget(ctx, row.id);
      await this.mailboxes.remove(ctx, row.id);
      await this.record(ctx, 'mailbox.removed', name);
    });
  }

  /** Whether the stored password works. */
  async testSecret(ctx: WorkspaceContext, mailboxId: string): Promise<SecretTest> {
    const row = await this.mailboxes.findById(ctx, mailboxId);
    if (!row) throw mailboxNotFound();
    await this.limits.count(ctx);
    const found = await (await this.access.open(ctx, row)).check().catch((error: unknown) => asFailure(error));
    return found instanceof ProviderError ? { ok: false, message: found.message } : { ok: true, message: 'Signing in succeeded.' };
  }

  private async setState(ctx: WorkspaceContext, accountId: string, state: 'reading' | 'paused'): Promise<SenderMailboxDto> {
    const { name } = await this.accounts.require(ctx, accountId);
    await this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.require(ctx, accountId);
      if ((row.state === 'paused') === (state === 'paused')) return;
      await this.mailboxes.setState(ctx, row.id, state, nowIso(this.clock));
      await this.record(ctx, state === 'paused' ? 'mailbox.paused' : 'mailbox.resumed', name);
    });
    return this.get(ctx, accountId);
  }

  private async signIn(check: () => Promise<MailboxCheck>): Promise<MailboxCheck> {
    try {
      return await check();
    } catch (error) {
      throw mailboxRefused(asFailure(error));
    }
  }

  private async require(ctx: WorkspaceContext, accountId: string): Promise<MailboxRow> {
    const row = await this.mailboxes.find(ctx, accountId);
    if (!row) throw mailboxNotFound();
    return row;
  }

  private record(
    ctx: WorkspaceContext,
    action: 'mailbox.connected' | 'mailbox.checked' | 'mailbox.paused' | 'mailbox.resumed' | 'mailbox.removed',
    account: string,
    more: { ok?: boolean } = {},
  ): Promise<void> {
    return this.audit.record(ctx, { action, entity: ['sender', ctx.workspaceId], details: { account, ...more } });
  }

  private async present(ctx: WorkspaceContext, row: MailboxRow): Promise<MailboxDto> {
    const { values } = parseStoredConfig(row.config);
    const mark = (await this.secrets.marksOf(ctx, row.id)).get(PASSWORD);
    const names = mark?.setBy ? await this.users.namesOf(ctx, [mark.setBy]) : new Map<string, string>();
    const password = mark ? { isSet: true, setAt: mark.setAt, setBy: (mark.setBy && names.get(mark.setBy)) ?? null } : { isSet: false };
    const { id, state, lastError, lastErrorAt, lastReadAt, nextReadAt, createdAt } = row;
    const { bounces, complaints, replies, automatic, others } = row;
    return {
      ...{ id, state, lastError, lastErrorAt, lastReadAt, nextReadAt },
      config: { ...values, password },
      counts: { bounces, complaints, replies, automatic, others },
      connectedAt: createdAt,
    };
  }
}

function asFailure(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  throw error;
}
