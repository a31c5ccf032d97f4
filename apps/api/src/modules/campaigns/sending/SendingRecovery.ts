import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../../../platform/config/AppConfig.js';
import type { Context } from '../../../platform/context/Context.js';
import { systemContext } from '../../../platform/context/contexts.js';
import { AppLogger } from '../../../platform/logging/AppLogger.js';
import { Clock, nowIso } from '../../../platform/time/Clock.js';
import { LedgerWriter } from '../ledger/LedgerWriter.js';
import { SendQueue } from './SendQueue.js';

/** Frees what a process held that is no more: at the start of the next one where there is only one, else when its time is up. */
@Injectable()
export class SendingRecovery implements OnModuleInit, OnApplicationBootstrap {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly config: AppConfig,
    private readonly ledger: LedgerWriter,
    private readonly queue: SendQueue,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
  ) {}

  /** On SQLite there is one process: what is claimed at its start was claimed by one that is dead. Before any job runs. */
  async onModuleInit(): Promise<void> {
    if (this.config.database.kind === 'sqlite') await this.recover(systemContext(this.dataSource.manager), 'everything');
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.queue.enqueueSweep(this.dataSource, 0);
  }

  async recoverExpired(ctx: Context): Promise<void> {
    await this.recover(ctx, { expiredAt: nowIso(this.clock) });
  }

  private async recover(ctx: Context, which: { expiredAt: string } | 'everything'): Promise<void> {
    const left = await this.ledger.recover(ctx, which, nowIso(this.clock));
    if (left.replanned + left.uncertain > 0) this.logger.warn('campaign.recovered', left);
  }
}
