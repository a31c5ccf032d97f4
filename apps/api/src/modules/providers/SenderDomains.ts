import { domainToASCII } from 'node:url';
import { Injectable } from '@nestjs/common';
import { asciiDomainOf, checkDomain, type DnsRecord, domainNeedsOf, NameServers, type SenderType } from '@rapport/providers';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { parseSenderType } from './senderConfig.js';
import { SenderCheckLimits } from './SenderCheckLimits.js';
import type { SenderDomainDto } from './SenderDtos.js';
import { badSenderDomain, noSenderDomain } from './senderErrors.js';
import { type StoredSettings, SenderPoolService, traitsOfBuild } from './SenderPoolService.js';

/** At least two labels of letters, digits and hyphens. */
const DOMAIN = /^(?=.{4,253}$)(?:[a-z0-9_](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** Whether the domain of a sender address is set up for an account: what receivers look at before they believe who a message is from. */
@Injectable()
export class SenderDomains {
  private readonly names: NameServers;

  constructor(
    private readonly pool: SenderPoolService,
    private readonly workspaces: WorkspaceService,
    private readonly limits: SenderCheckLimits,
    private readonly clock: Clock,
    config: AppConfig,
  ) {
    this.names = new NameServers(config.dnsServers);
  }

  /** Asks the name servers now. Counts as one of the checks that are allowed in a while. */
  async check(ctx: WorkspaceContext, accountId: string, input: { readonly domain?: string }): Promise<SenderDomainDto> {
    const saved = await this.pool.read(ctx, accountId);
    if (!saved.row) throw notFound('sender');
    const type = parseSenderType(saved.row.type);
    const domain = await this.domainOf(ctx, input.domain?.trim() ?? '');
    // The mail lab and texts ask nothing of a domain.
    if (!domainNeedsOf(type, saved.values, null)) return { domain, checkedAt: nowIso(this.clock), checks: [] };
    await this.limits.count(ctx);
    const needs = domainNeedsOf(type, saved.values, await this.recordsOf(ctx, type, saved));
    const checks = needs ? await checkDomain(domain, needs, this.names) : [];
    return {
      domain,
      checkedAt: nowIso(this.clock),
      checks: checks.map(({ found, records, ...check }) => ({ ...check, found: [...found], records: [...records] })),
    };
  }

  private async domainOf(ctx: WorkspaceContext, typed: string): Promise<string> {
    if (typed !== '') {
      const domain = domainToASCII(typed.replace(/\.$/, ''));
      if (!DOMAIN.test(domain)) throw badSenderDomain();
      return domain;
    }
    const { defaultFromEmail } = await this.workspaces.require(ctx);
    if (!defaultFromEmail) throw noSenderDomain();
    return asciiDomainOf(defaultFromEmail);
  }

  /** A provider that does not answer leaves the rest of the check as it is. */
  private async recordsOf(ctx: WorkspaceContext, type: SenderType, { row, values }: StoredSettings): Promise<readonly DnsRecord[] | null> {
    const sender = this.pool.build(ctx.workspaceId, type, values, traitsOfBuild(row));
    try {
      return (await sender.domainRecords?.()) ?? null;
    } catch {
      return null;
    } finally {
      await sender.close(0);
    }
  }
}
