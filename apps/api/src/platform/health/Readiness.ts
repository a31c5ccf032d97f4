import { statfs } from 'node:fs/promises';
import { Injectable, ServiceUnavailableException } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { HealthCheckService, HealthIndicatorService } from '@nestjs/terminus';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../config/AppConfig.js';
import { countPending } from '../database/migrate.js';
import { queryOne, sql } from '../database/sql.js';
import { AppError } from '../http/AppError.js';
import { JobQueue } from '../jobs/JobQueue.js';
import { RecurringHandlers } from '../recurring/RecurringHandlers.js';
import { Removals } from '../removal/Removals.js';
import { AppLogger } from '../logging/AppLogger.js';

const CHECK_MS = 2_000;
/** Asked by many balancers at once, it asks the database once a second. */
const CACHE_MS = 1_000;
/** Longer than any honest burst: an import of a million rows holds one of several workers. */
const LONGEST_LAG_SECONDS = 15 * 60;

type CheckState = 'up' | 'down' | 'degraded';

type Details = Readonly<Record<string, { readonly status: CheckState; readonly message?: string }>>;

export interface ReadinessReport {
  status: 'ok' | 'degraded';
  checks: Record<string, CheckState>;
}

/**
 * Whether the process can do its work. Open to everyone, so it says which check failed and nothing else; figures are at /metrics,
 * reasons in the log. More than six dependencies: it asks each part that can be out of order, and gives one answer.
 */
@Injectable()
export class Readiness {
  private lastFailed = '';

  constructor(
    private readonly health: HealthCheckService,
    private readonly indicators: HealthIndicatorService,
    private readonly queue: JobQueue,
    private readonly removals: Removals,
    private readonly recurring: RecurringHandlers,
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async check(): Promise<ReadinessReport> {
    try {
      const result = await this.health.check([
        () => this.attempt('database', () => this.askDatabase()),
        () => this.attempt('migrations', () => this.askMigrations()),
        () => this.checkQueue(),
        () => this.checkRemovals(),
        () => this.checkRecurring(),
        () => this.attempt('disk', () => this.askDisk()),
      ]);
      this.report('');
      return { status: result.status === 'ok' ? 'ok' : 'degraded', checks: statesOf(result.details) };
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { details } = error.getResponse() as { details: Details };
      const checks = statesOf(details);
      const failed = Object.keys(checks).filter((name) => checks[name] === 'down');
      this.report(failed.map((name) => `${name}: ${details[name]?.message ?? 'behind'}`).join('; '));
      throw new AppError('health.notReady', 503, `This process is not ready: ${failed.join(', ')}. The log says why.`, {
        details: { checks },
        retryAfterSeconds: 5,
      });
    }
  }

  private attempt(name: string, ask: () => Promise<void>) {
    return this.indicators.check(name).attempt(ask).withTimeout(CHECK_MS).cacheFor(CACHE_MS);
  }

  private async askDatabase(): Promise<void> {
    await queryOne(this.dataSource.manager, sql`SELECT 1 AS one`);
  }

  /** Another process may have restored an older copy below this one. What a newer version added is none of our business. */
  private async askMigrations(): Promise<void> {
    if ((await countPending(this.dataSource)) > 0) throw new Error('Migrations are pending: restart this process.');
  }

  /** A process that only answers requests is not to be taken away because the workers are behind. */
  private async checkQueue() {
    const indicator = this.indicators.check('queue');
    const isBehind = await this.isQueueBehind();
    if (!isBehind) return indicator.up();
    return this.config.role === 'api' ? indicator.degraded() : indicator.down();
  }

  /** What was deleted and cannot be emptied stops nobody's work; the log and the table `removals` say why. */
  private async checkRemovals() {
    const indicator = this.indicators.check('removals');
    try {
      return (await this.removals.load(this.dataSource)).failing > 0 ? indicator.degraded() : indicator.up();
    } catch {
      return indicator.degraded();
    }
  }

  /** What comes back and has failed for a day stops nobody's work either; the log, /metrics and the table `recurring_work` say which and why. */
  private async checkRecurring() {
    const indicator = this.indicators.check('recurring');
    try {
      return (await this.recurring.listFailingForLong()).length > 0 ? indicator.degraded() : indicator.up();
    } catch {
      return indicator.degraded();
    }
  }

  private async isQueueBehind(): Promise<boolean> {
    try {
      return (await this.queue.load(this.dataSource.manager)).lagSeconds > LONGEST_LAG_SECONDS;
    } catch {
      // The database check of the same answer says so.
      return true;
    }
  }

  private async askDisk(): Promise<void> {
    const { bavail, bsize } = await statfs(this.config.dataDir);
    if (bavail * bsize < this.config.minFreeDiskBytes) throw new Error('Free disk space below DATA_DIR is less than MIN_FREE_DISK_MB.');
  }

  /** Once for each change, not once for each question. */
  private report(failed: string): void {
    if (failed === this.lastFailed) return;
    this.lastFailed = failed;
    if (failed) this.logger.warn('health.notReady', { failed });
    else this.logger.info('health.readyAgain');
  }
}

function statesOf(details: Details): Record<string, CheckState> {
  return Object.fromEntries(Object.entries(details).map(([name, { status }]) => [name, status]));
}
