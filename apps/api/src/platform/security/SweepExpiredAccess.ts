import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { execute, sql } from '../database/sql.js';
import { AppLogger } from '../logging/AppLogger.js';
import { Clock } from '../time/Clock.js';

const EVERY_MS = 3_600_000;
const TABLES = ['sessions', 'sign_in_challenges', 'password_resets', 'email_changes', 'registration_links'] as const;

/** Removes sessions and one-time links whose time is over, every hour. They open nothing any more; kept, they would only grow. */
@Injectable()
export class SweepExpiredAccess implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly logger: AppLogger,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), EVERY_MS).unref();
  }

  onApplicationShutdown(): void {
    if (this.timer) clearInterval(this.timer);
  }

  async sweep(): Promise<void> {
    try {
      for (const table of TABLES) {
        await execute(this.dataSource.manager, sql`DELETE FROM ${sql.raw(table)} WHERE expires_at <= ${this.clock.now()}`);
      }
    } catch (error) {
      this.logger.failure('access.sweepFailed', error);
    }
  }
}
