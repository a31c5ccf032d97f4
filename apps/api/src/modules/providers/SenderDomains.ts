import { Injectable } from '@nestjs/common';
import {
  checkDomain,
  type DnsRecord,
  domainNeedsOf,
  NameServers,
  type SenderType,
  signingKeyFor,
  signingRecordOf,
} from '@rapport/providers';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { notFound } from '../../platform/http/AppError.js';
import { Clock, nowIso } from '../../platform/time/Clock.js';
import { parseSenderType } from './senderConfig.js';
import { SenderCheckLimits } from './SenderCheckLimits.js';
import { SenderDomainNames } from './SenderDomainNames.js';
import type { SenderDomainDto } from './SenderDtos.js';
import { type StoredSettings, SenderPoolService, traitsOfBuild } from './SenderPoolService.js';
import { SigningKeyStore } from './signing/SigningKeyStore.js';

/** Whether the domain of a sender address is set up for an account: what receivers look at before they believe who a message is from. */
@Injectable()
export class SenderDomains {
  private readonly names: NameServers;

  constructor(
    private readonly pool: SenderPoolService,
    private readonly domains: SenderDomainNames,
    private readonly signing: SigningKeyStore,
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
    const domain = await this.domains.of(ctx, input.domain);
    // The mail lab and texts ask nothing of a domain.
    if (!domainNeedsOf(type, saved.values, null)) return { domain, checkedAt: nowIso(this.clock), checks: [] };
    await this.limits.count(ctx);
    const { records, signingDomain } = await this.signatureOf(ctx, type, saved, domain);
    const needs = domainNeedsOf(type, saved.values, records, signingDomain);
    const checks = needs ? await checkDomain(domain, needs, this.names) : [];
    return {
      domain,
      checkedAt: nowIso(this.clock),
      checks: checks.map(({ found, records, ...check }) => ({ ...check, found: [...found], records: [...records] })),
    };
  }

  /** Of an SMTP server: the key that signs for the domain. Of others: what the provider wants published. */
  private async signatureOf(
    ctx: WorkspaceContext,
    type: SenderType,
    saved: StoredSettings,
    domain: string,
  ): Promise<{ records: readonly DnsRecord[] | null; signingDomain: string | null }> {
    if (type !== 'smtp') return { records: await this.recordsOf(ctx, type, saved), signingDomain: null };
    const key = signingKeyFor(saved.row ? await this.signing.listActive(ctx, saved.row.id) : [], domain);
    return key ? { records: [signingRecordOf(key)], signingDomain: key.domain } : { records: null, signingDomain: null };
  }

  /** A provider that does not answer leaves the rest of the check as it is. */
  private async recordsOf(ctx: WorkspaceContext, type: SenderType, saved: StoredSettings): Promise<readonly DnsRecord[] | null> {
    const sender = this.pool.build(ctx.workspaceId, type, saved.values, traitsOfBuild(saved));
    try {
      return (await sender.domainRecords?.()) ?? null;
    } catch {
      return null;
    } finally {
      await sender.close(0);
    }
  }
}
