import {
  Global,
  Inject,
  Injectable,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
  type OnModuleInit,
  Optional,
  type Provider,
} from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';

import { AppConfig } from '../config/AppConfig.js';
import { DomainEvents } from '../events/DomainEvents.js';
import { AppLogger } from '../logging/AppLogger.js';
import { Clock } from '../time/Clock.js';
import { JOB_HANDLER, type JobHandler } from './JobHandler.js';
import { JobQueue } from './JobQueue.js';
import { JobRegistry } from './JobRegistry.js';
import { JobWorker } from './JobWorker.js';
import { SqliteJobQueue } from './sqlite/SqliteJobQueue.js';
import { SqliteJobStore } from './sqlite/SqliteJobStore.js';
import { SqliteJobWorker } from './sqlite/SqliteJobWorker.js';

/** Below the ten seconds in which the process must have ended after SIGTERM. */
const STOP_DEADLINE_MS = 8_000;

/** Tests only: provide `true` under this token and every handler runs twice. */
export const DELIVER_TWICE = Symbol('rapport:deliverTwice');

/** Finds the handlers at boot, starts the worker when everything is ready, stops it before the database closes. */
@Injectable()
export class JobLifecycle implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly registry: JobRegistry,
    private readonly worker: JobWorker,
    private readonly config: AppConfig,
    private readonly logger: AppLogger,
  ) {}

  onModuleInit(): void {
    for (const { instance, metatype } of this.discovery.getProviders()) {
      if (instance && metatype && Reflect.getMetadata(JOB_HANDLER, metatype)) this.registry.register(instance as JobHandler);
    }
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.role !== 'api') await this.worker.start();
  }

  /** Not `onApplicationShutdown`: there the data source is destroyed, and handlers in flight still need it. */
  async beforeApplicationShutdown(): Promise<void> {
    if (this.config.role === 'api') return;
    const hasDrained = await this.worker.stop(STOP_DEADLINE_MS);
    if (!hasDrained) this.logger.warn('jobs.stillRunning', { deadlineMs: STOP_DEADLINE_MS });
  }
}

const queue: Provider = {
  provide: JobQueue,
  useFactory: async (config: AppConfig, registry: JobRegistry, clock: Clock, logger: AppLogger): Promise<JobQueue> => {
    if (config.database.kind === 'sqlite') return new SqliteJobQueue(registry, new SqliteJobStore(clock));
    // graphile-worker is loaded where it is used: SQLite starts without it.
    const { PostgresJobQueue } = await import('./postgres/PostgresJobQueue.js');
    await PostgresJobQueue.migrate(config.database.url, logger);
    return new PostgresJobQueue(registry);
  },
  inject: [AppConfig, JobRegistry, Clock, AppLogger],
};

@Injectable()
class JobWorkerFactory {
  constructor(
    private readonly config: AppConfig,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly registry: JobRegistry,
    private readonly clock: Clock,
    private readonly logger: AppLogger,
    @Optional() @Inject(DELIVER_TWICE) private readonly deliverTwice: boolean | undefined,
  ) {}

  async make(queue: JobQueue): Promise<JobWorker> {
    const { config, dataSource, registry, logger } = this;
    const options = { concurrency: config.jobConcurrency, deliverTwice: this.deliverTwice ?? false };
    if (config.database.kind === 'postgres') {
      const { PostgresJobWorker } = await import('./postgres/PostgresJobWorker.js');
      return new PostgresJobWorker(config.database.url, dataSource, registry, logger, options);
    }
    return new SqliteJobWorker(dataSource, queue as SqliteJobQueue, new SqliteJobStore(this.clock), registry, logger, options);
  }
}

const worker: Provider = {
  provide: JobWorker,
  useFactory: (factory: JobWorkerFactory, jobQueue: JobQueue) => factory.make(jobQueue),
  inject: [JobWorkerFactory, JobQueue],
};

@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [JobRegistry, JobWorkerFactory, queue, worker, JobLifecycle, DomainEvents],
  exports: [JobRegistry, JobQueue, JobWorker, DomainEvents],
})
export class JobsModule {}
