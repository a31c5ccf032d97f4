function _ts_decorate(decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc === null ? desc = Object.getOwnPropertyDescriptor(target, key) : desc, d;
    if (typeof Reflect === "object" && typeof Reflect.decorate === "function") {
        r = Reflect.decorate(decorators, target, key, desc);
    } else {
        for(var i = decorators.length - 1; i >= 0; i--){
            if (d = decorators[i]) {
                r = (c < 3 ? d(r) : c > 3 ? d(target, key, r) : d(target, key)) || r;
            }
        }
    }
    return c > 3 && r && Object.defineProperty(target, key, r), r;
}
function _ts_metadata(metadataKey, metadataValue) {
    if (typeof Reflect === "object" && typeof Reflect.metadata === "function") {
        return Reflect.metadata(metadataKey, metadataValue);
    }
}
function _ts_param(paramIndex, decorator) {
    return function(target, key) {
        decorator(target, key, paramIndex);
    };
}
import { Global, Inject, Injectable, Module, Optional } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService } from '@nestjs/core';
import { InjectDataSource } from '@nestjs/typeorm';
import { AppConfig } from '../config/AppConfig.js';
import { DomainEvents } from '../events/DomainEvents.js';
import { AppLogger } from '../logging/AppLogger.js';
import { Clock } from '../time/Clock.js';
import { JOB_HANDLER } from './JobHandler.js';
import { JobQueue } from './JobQueue.js';
import { JobRegistry } from './JobRegistry.js';
import { JobWorker } from './JobWorker.js';
import { PostgresJobQueue } from './postgres/PostgresJobQueue.js';
import { PostgresJobWorker } from './postgres/PostgresJobWorker.js';
import { SqliteJobQueue } from './sqlite/SqliteJobQueue.js';
import { SqliteJobStore } from './sqlite/SqliteJobStore.js';
import { SqliteJobWorker } from './sqlite/SqliteJobWorker.js';
/** Below the ten seconds in which the process must have ended after SIGTERM. */ const STOP_DEADLINE_MS = 8_000;
/** Tests only: provide `true` under this token and every handler runs twice. */ export const DELIVER_TWICE = Symbol('rapport:deliverTwice');
export class JobLifecycle {
    constructor(discovery, registry, worker, config, logger){
        this.discovery = discovery;
        this.registry = registry;
        this.worker = worker;
        this.config = config;
        this.logger = logger;
    }
    onModuleInit() {
        for (const { instance, metatype } of this.discovery.getProviders()){
            if (instance && metatype && Reflect.getMetadata(JOB_HANDLER, metatype)) this.registry.register(instance);
        }
    }
    async onApplicationBootstrap() {
        if (this.config.role !== 'api') await this.worker.start();
    }
    /** Not `onApplicationShutdown`: there the data source is destroyed, and handlers in flight still need it. */ async beforeApplicationShutdown() {
        if (this.config.role === 'api') return;
        const hasDrained = await this.worker.stop(STOP_DEADLINE_MS);
        if (!hasDrained) this.logger.warn('jobs.stillRunning', {
            deadlineMs: STOP_DEADLINE_MS
        });
    }
}
JobLifecycle = _ts_decorate([
    Injectable(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof DiscoveryService === "undefined" ? Object : DiscoveryService,
        typeof JobRegistry === "undefined" ? Object : JobRegistry,
        typeof JobWorker === "undefined" ? Object : JobWorker,
        typeof AppConfig === "undefined" ? Object : AppConfig,
        typeof AppLogger === "undefined" ? Object : AppLogger
    ])
], JobLifecycle);
const queue = {
    provide: JobQueue,
    useFactory: async (config, registry, clock, logger)=>{
        if (config.database.kind === 'sqlite') return new SqliteJobQueue(registry, new SqliteJobStore(clock));
        await PostgresJobQueue.migrate(config.database.url, logger);
        return new PostgresJobQueue(registry);
    },
    inject: [
        AppConfig,
        JobRegistry,
        Clock,
        AppLogger
    ]
};
let JobWorkerFactory = class JobWorkerFactory {
    constructor(config, dataSource, registry, clock, logger, deliverTwice){
        this.config = config;
        this.dataSource = dataSource;
        this.registry = registry;
        this.clock = clock;
        this.logger = logger;
        this.deliverTwice = deliverTwice;
    }
    make(queue) {
        const { config, dataSource, registry, logger } = this;
        const options = {
            concurrency: config.jobConcurrency,
            deliverTwice: this.deliverTwice ?? false
        };
        if (config.database.kind === 'postgres') return new PostgresJobWorker(config.database.url, dataSource, registry, logger, options);
        return new SqliteJobWorker(dataSource, queue, new SqliteJobStore(this.clock), registry, logger, options);
    }
};
JobWorkerFactory = _ts_decorate([
    Injectable(),
    _ts_param(1, InjectDataSource()),
    _ts_param(5, Optional()),
    _ts_param(5, Inject(DELIVER_TWICE)),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof AppConfig === "undefined" ? Object : AppConfig,
        typeof DataSource === "undefined" ? Object : DataSource,
        typeof JobRegistry === "undefined" ? Object : JobRegistry,
        typeof Clock === "undefined" ? Object : Clock,
        typeof AppLogger === "undefined" ? Object : AppLogger,
        Object
    ])
], JobWorkerFactory);
const worker = {
    provide: JobWorker,
    useFactory: (factory, jobQueue)=>factory.make(jobQueue),
    inject: [
        JobWorkerFactory,
        JobQueue
    ]
};
export class JobsModule {
}
JobsModule = _ts_decorate([
    Global(),
    Module({
        imports: [
            DiscoveryModule
        ],
        providers: [
            JobRegistry,
            JobWorkerFactory,
            queue,
            worker,
            JobLifecycle,
            DomainEvents
        ],
        exports: [
            JobRegistry,
            JobQueue,
            JobWorker,
            DomainEvents
        ]
    })
], JobsModule);
