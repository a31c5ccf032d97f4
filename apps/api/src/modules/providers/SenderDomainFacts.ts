import { Injectable } from '@nestjs/common';
import {
  checkDomain,
  type DnsRecord,
  type DomainReport,
  domainNeedsOf,
  NameServers,
  type SenderType,
  signingKeyFor,
  signingRecordOf,
} from '@rapport/providers';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { parseSenderType } from './senderConfig.js';
import { type StoredSettings, SenderPoolService, traitsOfBuild } from './SenderPoolService.js';
import { SigningKeyStore } from './signing/SigningKeyStore.js';

/** What receivers look up about a domain before they believe who a message of an account is from. Counts nothing: whoever asks has a bound of their own. */
@Injectable()
export class SenderDomainFacts {
  /** What is not answered by then is not known. What tests shorten. */
  withinMs = 15_000;

  constructor(
    private readonly pool: SenderPoolService,
    private readonly signing: SigningKeyStore,
    private readonly config: AppConfig,
  ) {}

  /** The mail lab and texts ask nothing of a domain. */
  asksNothing({ row, values }: StoredSettings): boolean {
    return !row || !domainNeedsOf(parseSenderType(row.type), values, null);
  }

  /** Asks the name servers now. `domain`: in ASCII. Null: nothing is asked of it. */
  async find(ctx: WorkspaceContext, saved: StoredSettings, domain: string): Promise<DomainReport | null> {
    if (!saved.row || this.asksNothing(saved)) return null;
    const names = new NameServers(this.config.dnsServers);
    const end = AbortSignal.timeout(this.withinMs);
    end.addEventListener('abort', () => names.cancel());
    const type = parseSenderType(saved.row.type);
    const { records, signingDomain } = await this.signatureOf(ctx, type, saved, domain, end);
    const needs = domainNeedsOf(type, saved.values, records, signingDomain);
    return needs && (await checkDomain(domain, needs, names));
  }

  /** Of an SMTP server: the key that signs for the domain. Of others: what the provider wants published. */
  private async signatureOf(
    ctx: WorkspaceContext,
    type: SenderType,
    saved: StoredSettings,
    domain: string,
    end: AbortSignal,
  ): Promise<{ records: readonly DnsRecord[] | null; signingDomain: string | null }> {
    if (type !== 'smtp') return { records: await Promise.race([this.recordsOf(ctx, type, saved), ended(end)]), signingDomain: null };
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

function ended(end: AbortSignal): Promise<null> {
  return new Promise((resolve) => end.addEventListener('abort', () => resolve(null), { once: true }));
}
