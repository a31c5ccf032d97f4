import { Injectable } from '@nestjs/common';
import { descriptorOf, signingRecordOf, txtPieces } from '@rapport/providers';
import { AuditTrail } from '../../../platform/audit/AuditTrail.js';
import type { WorkspaceContext } from '../../../platform/context/Context.js';
import { UnitOfWork } from '../../../platform/database/UnitOfWork.js';
import { notFound } from '../../../platform/http/AppError.js';
import { parseSenderType } from '../senderConfig.js';
import { SenderDomainNames } from '../SenderDomainNames.js';
import { badSenderDomain } from '../senderErrors.js';
import { SenderCheckLimits } from '../SenderCheckLimits.js';
import { SenderRepository, type SenderRow } from '../SenderRepository.js';
import type { SigningKeyDto } from './SigningKeyDtos.js';
import { senderSignsItself, signingKeyWaits, tooManySigningKeys } from './signingKeyErrors.js';
import type { SigningKeyRow } from './SigningKeyRepository.js';
import { SigningKeyStore } from './SigningKeyStore.js';

const AT_MOST = 20;
/** A name in DNS has at most 253 characters, and that of the record takes 28 before the domain: `rapport-k3f9q2ab._domainkey.`. */
const LONGEST_DOMAIN = 225;

/** The signing keys of an SMTP sender. Whether the record of one is published, SigningKeyChecks finds out. */
@Injectable()
export class SigningKeyService {
  constructor(
    private readonly senders: SenderRepository,
    private readonly keys: SigningKeyStore,
    private readonly domains: SenderDomainNames,
    private readonly limits: SenderCheckLimits,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
  ) {}

  async list(ctx: WorkspaceContext, accountId: string): Promise<SigningKeyDto[]> {
    await this.requireSender(ctx, accountId);
    return (await this.keys.list(ctx, accountId)).map(presentSigningKey);
  }

  /** It signs once its record was found. Counts as one of the checks that are allowed in a while: making one takes processor time. */
  async create(ctx: WorkspaceContext, accountId: string, input: { readonly domain?: string }): Promise<SigningKeyDto> {
    await this.requireSmtp(ctx, accountId);
    const domain = await this.domains.of(ctx, input.domain);
    if (domain.length > LONGEST_DOMAIN) throw badSenderDomain();
    await this.requireRoom(ctx, accountId, domain);
    await this.limits.count(ctx);
    const made = await this.keys.make(domain);
    return this.unitOfWork.run(ctx, async (ctx) => {
      await this.senders.lock(ctx, accountId);
      const { name } = await this.requireSmtp(ctx, accountId);
      await this.requireRoom(ctx, accountId, domain);
      const key = await this.keys.add(ctx, accountId, made);
      await this.audit.record(ctx, {
        action: 'sender.signingKeyMade',
        entity: ['sender', ctx.workspaceId],
        details: { account: name, domain, selector: key.selector },
      });
      return presentSigningKey(key);
    });
  }

  /** Its record was found: it signs from now on, in place of the one that signed for its domain. Nothing happens when it waits no longer. */
  activate(ctx: WorkspaceContext, key: SigningKeyRow): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { name } = await this.requireSender(ctx, key.accountId);
      const replaced = await this.keys.activate(ctx, key);
      if (replaced === undefined) return;
      await this.audit.record(ctx, {
        action: 'sender.signingKeyActivated',
        entity: ['sender', ctx.workspaceId],
        details: { account: name, domain: key.domain, selector: key.selector, ...(replaced && { replaced: replaced.selector }) },
      });
    });
  }

  /** What it signed stays checkable as long as its record is published. */
  remove(ctx: WorkspaceContext, accountId: string, id: string): Promise<void> {
    return this.unitOfWork.run(ctx, async (ctx) => {
      const { name } = await this.requireSender(ctx, accountId);
      const key = await this.require(ctx, accountId, id);
      if (!(await this.keys.remove(ctx, key))) throw notFound('signingKey');
      await this.audit.record(ctx, {
        action: 'sender.signingKeyRemoved',
        entity: ['sender', ctx.workspaceId],
        details: { account: name, domain: key.domain, selector: key.selector, state: key.state },
      });
    });
  }

  async require(ctx: WorkspaceContext, accountId: string, id: string): Promise<SigningKeyRow> {
    const key = await this.keys.find(ctx, accountId, id);
    if (!key) throw notFound('signingKey');
    return key;
  }

  async requireSender(ctx: WorkspaceContext, accountId: string): Promise<SenderRow> {
    const row = await this.senders.findById(ctx, accountId);
    if (!row) throw notFound('sender');
    return row;
  }

  private async requireSmtp(ctx: WorkspaceContext, accountId: string): Promise<SenderRow> {
    const row = await this.requireSender(ctx, accountId);
    const type = parseSenderType(row.type);
    if (type !== 'smtp') throw senderSignsItself(descriptorOf(type).label);
    return row;
  }

  private async requireRoom(ctx: WorkspaceContext, accountId: string, domain: string): Promise<void> {
    const known = await this.keys.list(ctx, accountId);
    if (known.some((key) => key.domain === domain && key.state === 'waiting')) throw signingKeyWaits(domain);
    if (known.length >= AT_MOST) throw tooManySigningKeys(AT_MOST);
  }
}

export function presentSigningKey(key: SigningKeyRow): SigningKeyDto {
  const { id, domain, selector, state, createdAt, activatedAt, retiredAt } = key;
  const record = signingRecordOf(key);
  return { id, domain, selector, state, record: { ...record }, pieces: txtPieces(record.value), createdAt, activatedAt, retiredAt };
}
