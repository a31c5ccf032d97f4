import { Injectable, type OnModuleInit } from '@nestjs/common';
import { descriptorOf, imapDescriptor, type InboundMailbox, type MailboxCheck, ProviderError } from '@rapport/providers';
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
  type SenderRow,
  storedConfigFor,
} from '../providers/public.js';
import { SecretService } from '../settings/SecretService.js';
import type { SecretTest } from '../settings/public.js';
import { UserService } from '../users/UserService.js';
import { MailboxAccess, mayReadOwn, PASSWORD } from './MailboxAccess.js';
import type { ConnectMailboxDto, MailboxCheckDto, MailboxDto, MailboxSource, SenderMailboxDto } from './MailboxDtos.js';
import { mailboxNeedsEmail, mailboxNotFound, mailboxNotItsOwn, mailboxRefused } from './mailboxErrors.js';
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
    const account = await this.accounts.require(ctx, accountId);
    const row = await this.mailboxes.find(ctx, accountId);
    const fields = imapDescriptor.fields.map(presentField);
    return { mailbox: row && (await this.present(ctx, row, account)), mayReadOwn: mayReadOwn(account.type), fields };
  }

  /** Outside any unit of work until it has signed in. */
  async connect(ctx: WorkspaceContext, accountId: string, { source = 'imap', config = {} }: ConnectMailboxDto): Promise<SenderMailboxDto> {
    const account = await this.accounts.require(ctx, accountId);
    const type = parseSenderType(account.type);
    if (type === 'mail_lab' || descriptorOf(type).channel !== 'email') throw mailboxNeedsEmail();
    await this.reach.refuseSample(ctx);
    if (source === 'imap') await this.connectImap(ctx, account, config);
    else if (mayReadOwn(type)) await this.connectOwn(ctx, account);
    else throw mailboxNotItsOwn();
    return this.get(ctx, accountId);
  }

  /** Its settings are those of the sender. A place says itself which mailbox it is of. */
  private async connectOwn(ctx: WorkspaceContext, { id: accountId, name }: SenderRow): Promise<void> {
    await this.limits.count(ctx);
    const { cursor } = await this.signIn('sender', () => this.access.openOwn(ctx, accountId));
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.accounts.require(ctx, accountId);
      const before = await this.mailboxes.find(ctx, accountId);
      const place = before?.source === 'sender' ? before.place : cursor;
      const id = await this.mailboxes.save(ctx, accountId, { source: 'sender', config: '{}', place, now: nowIso(this.clock) });
      await this.access.forget(ctx, id);
      await this.record(ctx, 'mailbox.connected', name);
    });
  }

  private async connectImap(
    ctx: WorkspaceContext,
    { id: accountId, name }: SenderRow,
    config: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const isFree = await this.reach.admit(ctx, config);
    const before = await this.mailboxes.find(ctx, accountId);
    const read = await readConfig(imapDescriptor, config, this.access.keptOf(ctx, before));
    await this.limits.count(ctx);
    const { cursor } = await this.signIn('imap', () => Promise.resolve(this.access.build(read.values, isFree)));
    const stored = storedConfigFor(imapDescriptor, read.values, isFree);
    const was = before?.source === 'imap' ? parseStoredConfig(before.config).values : null;
    const isSame = was !== null && PLACE_SETTINGS.every((key) => was[key] === stored.values[key]);
    await this.unitOfWork.run(ctx, async (ctx) => {
      await this.accounts.require(ctx, accountId);
      const place = before && isSame ? before.place : cursor;
      const id = await this.mailboxes.save(ctx, accountId, {
        source: 'imap',
        config: JSON.stringify(stored),
        place,
        now: nowIso(this.clock),
      });
      await this.access.keep(ctx, id, stored, read);
      await this.record(ctx, 'mailbox.connected', name);
    });
  }

  async check(ctx: WorkspaceContext, accountId: string): Promise<MailboxCheckDto> {
    const { name } = await this.accounts.require(ctx, accountId);
    const row = await this.require(ctx, accountId);
    await this.limits.count(ctx);
    const found = await this.tryOut(() => this.access.open(ctx, row));
    const ok = !(found instanceof ProviderError);
    await this.unitOfWork.run(ctx, async (ctx) => {
      // Whoever changed the password back at their provider need not wait for the next attempt.
      if (ok && row.state === 'failing') await this.mailboxes.readAgainAt(ctx, row, nowIso(this.clock));
      await this.record(ctx, 'mailbox.checked', name, { ok });
    });
    if (!ok) throw mailboxRefused(found, row.source);
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
    const found = await this.tryOut(() => this.access.open(ctx, row));
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

  private async signIn(source: MailboxSource, open: () => Promise<InboundMailbox>): Promise<MailboxCheck> {
    const found = await this.tryOut(open);
    if (found instanceof ProviderError) throw mailboxRefused(found, source);
    return found;
  }

  private async tryOut(open: () => Promise<InboundMailbox>): Promise<MailboxCheck | ProviderError> {
    try {
      return await (await open()).check();
    } catch (error) {
      if (error instanceof ProviderError) return error;
      throw error;
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

  private async present(ctx: WorkspaceContext, row: MailboxRow, account: SenderRow): Promise<MailboxDto> {
    const isOwn = row.source === 'sender';
    const { values } = parseStoredConfig(row.config);
    const address = isOwn ? parseStoredConfig(account.config).values['mailbox'] : values['user'];
    const mark = (await this.secrets.marksOf(ctx, row.id)).get(PASSWORD);
    const names = mark?.setBy ? await this.users.namesOf(ctx, [mark.setBy]) : new Map<string, string>();
    const password = mark ? { isSet: true, setAt: mark.setAt, setBy: (mark.setBy && names.get(mark.setBy)) ?? null } : { isSet: false };
    const { id, state, lastError, lastErrorAt, lastReadAt, nextReadAt, createdAt } = row;
    const { bounces, complaints, replies, automatic, others } = row;
    return {
      ...{ id, state, lastError, lastErrorAt, lastReadAt, nextReadAt },
      source: row.source,
      address: String(address ?? ''),
      config: isOwn ? {} : { ...values, password },
      counts: { bounces, complaints, replies, automatic, others },
      connectedAt: createdAt,
    };
  }
}
