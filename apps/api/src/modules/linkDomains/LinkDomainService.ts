import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { UnitOfWork } from '../../platform/database/UnitOfWork.js';
import { AppError } from '../../platform/http/AppError.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { SenderCheckLimits } from '../providers/public.js';
import { LinkChallenge } from './LinkChallenge.js';
import { LinkDomainChecks, NO_ANSWER, proofName } from './LinkDomainChecks.js';
import type { LinkDomainChoiceDto, LinkDomainDto } from './LinkDomainDtos.js';
import { badLinkHost, linkDomainChanged, linkDomainNotFound, linkHostTaken } from './linkDomainErrors.js';
import { type LinkDomainRow, LinkDomainRepository } from './LinkDomainRepository.js';
import { linkHostOf } from './linkHost.js';
import { LinkHostsService } from './LinkHostsService.js';

const NO_HOST = 'Enter a host of your own, such as links.example.com, without a path or port.';
const IS_OWN = 'This is the address of this installation itself, which links use without a tracking domain.';

/** The host that the tracked links of a workspace lead through. More than six dependencies: it is proven, kept, told and served. */
@Injectable()
export class LinkDomainService {
  constructor(
    private readonly domains: LinkDomainRepository,
    private readonly checks: LinkDomainChecks,
    private readonly challenge: LinkChallenge,
    private readonly hosts: LinkHostsService,
    private readonly limits: SenderCheckLimits,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
    private readonly clock: Clock,
  ) {}

  async get(ctx: WorkspaceContext): Promise<LinkDomainChoiceDto> {
    const row = await this.domains.current(ctx);
    return { domain: row && this.present(ctx, row), ownHost: this.ownHost };
  }

  /** One that was used before it stays for the links that are out. */
  async set(ctx: WorkspaceContext, typed: string): Promise<LinkDomainChoiceDto> {
    const host = linkHostOf(typed);
    if (host === null) throw badLinkHost(NO_HOST);
    if (host === this.ownHost) throw badLinkHost(IS_OWN);
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (await this.domains.isTaken(ctx, host)) throw linkHostTaken();
      if ((await this.domains.current(ctx))?.host === host) return;
      const now = nowIso(this.clock);
      await this.domains.retire(ctx, now);
      if (!(await this.domains.revive(ctx, host)) && !(await this.domains.insert(ctx, host, now))) throw linkDomainChanged();
      await this.audit.record(ctx, { action: 'linkDomain.set', entity: ['workspace', ctx.workspaceId], details: { host } });
    });
    return this.get(ctx);
  }

  /** Asks the name servers and the host now. */
  async check(ctx: WorkspaceContext): Promise<LinkDomainChoiceDto> {
    const row = await this.domains.current(ctx);
    if (!row) throw linkDomainNotFound();
    await this.limits.count(ctx);
    await this.note(ctx, row, await this.checks.problemOf(ctx.workspaceId, row.host), 'asked');
    return this.get(ctx);
  }

  /** The same without anyone asking for it. A name server that is silent says nothing about the host, and a host that another workspace proved meanwhile stays as it is. */
  async checkAgain(ctx: WorkspaceContext): Promise<void> {
    const row = await this.domains.current(ctx);
    if (!row) return;
    const problem = await this.checks.problemOf(ctx.workspaceId, row.host);
    try {
      await this.note(ctx, row, problem === NO_ANSWER && row.state !== 'waiting' ? row.problem : problem, 'byItself');
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  }

  private async note(ctx: WorkspaceContext, row: LinkDomainRow, problem: string | null, how: 'asked' | 'byItself'): Promise<void> {
    const state = problem === null ? 'ready' : row.provenAt === null ? 'waiting' : 'failing';
    await this.unitOfWork.run(ctx, async (ctx) => {
      if (state === 'ready') {
        if (await this.domains.isTaken(ctx, row.host)) throw linkHostTaken();
        await this.domains.release(ctx, row.host);
      }
      if (!(await this.domains.note(ctx, row.id, { state, problem }, nowIso(this.clock)))) throw linkDomainChanged();
      if (how === 'byItself' && state === row.state) return;
      await this.audit.record(ctx, {
        action: 'linkDomain.checked',
        entity: ['workspace', ctx.workspaceId],
        details: { host: row.host, state },
      });
    });
    this.hosts.forget(row.host);
  }

  async remove(ctx: WorkspaceContext): Promise<void> {
    await this.unitOfWork.run(ctx, async (ctx) => {
      const row = await this.domains.current(ctx);
      if (!row) throw linkDomainNotFound();
      await this.domains.retire(ctx, nowIso(this.clock));
      await this.audit.record(ctx, { action: 'linkDomain.removed', entity: ['workspace', ctx.workspaceId], details: { host: row.host } });
    });
  }

  private get ownHost(): string {
    return new URL(this.config.publicUrl).hostname;
  }

  private present(ctx: WorkspaceContext, { host, state, problem, checkedAt, provenAt }: LinkDomainRow): LinkDomainDto {
    return {
      ...{ host, state, problem, checkedAt, wasUsable: provenAt !== null },
      records: [
        { type: 'CNAME', name: host, value: this.ownHost },
        { type: 'TXT', name: proofName(host), value: this.challenge.recordFor(ctx.workspaceId, host) },
      ],
    };
  }
}
