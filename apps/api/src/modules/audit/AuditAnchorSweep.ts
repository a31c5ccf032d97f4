import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AuditChainRepository, type ChainTail } from '../../platform/audit/AuditChainRepository.js';
import { anchorFile, readAnchors, writeAnchors } from '../../platform/audit/auditAnchors.js';
import type { Anchor } from '../../platform/audit/verifyChain.js';
import { AuditTrail } from '../../platform/audit/AuditTrail.js';
import { AppConfig } from '../../platform/config/AppConfig.js';
import { queryRows } from '../../platform/database/sql.js';
import { AppLogger } from '../../platform/logging/AppLogger.js';

const EVERY_MS = 30_000;

/**
 * Notes outside the database how far each chain has come, so that cutting off its newest entries is noticed too. Noted is what was
 * seen at the look before: by now that is surely on the disk, and a crash cannot leave a note of entries that were lost with it.
 */
@Injectable()
export class AuditAnchorSweep implements OnApplicationBootstrap, OnApplicationShutdown {
  private seen = new Map<string, Anchor>();
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly audit: AuditTrail,
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweep().catch((error: unknown) => this.logger.failure('audit.anchorsFailed', error));
    }, EVERY_MS);
    this.timer.unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    await this.audit.linkLeft(this.dataSource.manager);
    const chains = new AuditChainRepository((fragment) => queryRows(this.dataSource.manager, fragment));
    const file = anchorFile(this.config.dataDir);
    const noted = readAnchors(file);
    const tails = await chains.listTails();
    const next: Record<string, Anchor> = {};
    for (const tail of tails) {
      const anchor = await this.anchorOf(chains, tail, noted[tail.chain] ?? null);
      if (anchor) next[tail.chain] = anchor;
    }
    this.seen = new Map(tails.flatMap(({ chain, seq, hash }) => (seq !== null && hash !== null ? [[chain, { seq, hash }]] : [])));
    if (JSON.stringify(next) !== JSON.stringify(noted)) writeAnchors(file, next);
  }

  /** A note is moved on only over a chain that still holds what it says; else it stays, for verifying to find. */
  private async anchorOf(chains: AuditChainRepository, { chain, seq }: ChainTail, noted: Anchor | null): Promise<Anchor | null> {
    const candidate = this.seen.get(chain) ?? null;
    if (!noted || seq === noted.seq) return noted ?? candidate;
    if ((await chains.findHash(chain, noted.seq)) !== noted.hash) {
      this.logger.warn('audit.cutOff', { chain, noted: noted.seq, found: seq });
      return noted;
    }
    return candidate && candidate.seq > noted.seq ? candidate : noted;
  }
}
