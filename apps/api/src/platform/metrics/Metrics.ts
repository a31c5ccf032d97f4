import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { AppConfig } from '../config/AppConfig.js';
import type { ObservesBegin } from '../database/beginWait.js';
import { JobQueue } from '../jobs/JobQueue.js';
import { RecurringHandlers } from '../recurring/RecurringHandlers.js';
import { Removals } from '../removal/Removals.js';
import { AppLogger } from '../logging/AppLogger.js';
import type { AnsweredRequest, MessageOutcome } from './measured.js';
import type { PrometheusMeters } from './PrometheusMeters.js';

/**
 * What the process measures about itself. Nothing happens unless METRICS or METRICS_TOKEN asks for it; the library is loaded only
 * then. Labels come from closed sets: no tenant, person or address is ever one.
 */
@Injectable()
export class Metrics implements OnModuleInit, OnApplicationShutdown {
  private meters: PrometheusMeters | null = null;

  constructor(
    private readonly config: AppConfig,
    private readonly queue: JobQueue,
    private readonly removals: Removals,
    private readonly recurring: RecurringHandlers,
    private readonly logger: AppLogger,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.config.metrics.kind === 'off') return;
    const { PrometheusMeters } = await import('./PrometheusMeters.js');
    const meters = new PrometheusMeters(
      () => this.readQueue(),
      () => this.readRemovals(),
      () => this.readRecurring(),
    );
    this.meters = meters;
    (this.dataSource as ObservesBegin).onBegin = (seconds) => meters.databaseWaited(seconds);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.meters?.shutdown();
  }

  requestAnswered(request: AnsweredRequest): void {
    this.meters?.requestAnswered(request);
  }

  messagesSettled(outcome: MessageOutcome, count: number): void {
    if (count > 0) this.meters?.messagesSettled(outcome, count);
  }

  /** Prometheus' text format; null when metrics are off. */
  async read(): Promise<string | null> {
    return this.meters ? this.meters.read() : null;
  }

  private async readRemovals() {
    try {
      return await this.removals.load(this.dataSource);
    } catch {
      // The queue, asked beside it, tells that the database does not answer.
      return null;
    }
  }

  private async readRecurring() {
    try {
      return await this.recurring.list();
    } catch {
      return null;
    }
  }

  /** A scrape must not fail because the database does: that is when the other figures matter. */
  private async readQueue() {
    try {
      return await this.queue.load(this.dataSource.manager);
    } catch (error) {
      this.logger.failure('metrics.queueUnreadable', error);
      return null;
    }
  }
}
