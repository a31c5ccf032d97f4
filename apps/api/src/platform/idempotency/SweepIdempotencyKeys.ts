import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AppLogger } from '../logging/AppLogger.js';
import { IdempotencyKeys } from './IdempotencyKeys.js';

const EVERY_MS = 3_600_000;

/** Removes what is older than 24 hours, every hour. Several processes may do it at once: there is nothing to lose. */
@Injectable()
export class SweepIdempotencyKeys implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly keys: IdempotencyKeys,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    try {
      const removed = await this.keys.deleteExpired(this.dataSource.manager);
      if (removed > 0) this.logger.info('idempotency.swept', { removed });
    } catch (error) {
      this.logger.failure('idempotency.sweepFailed', error);
    }
  }
}
