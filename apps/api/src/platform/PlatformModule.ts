import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { TerminusModule } from '@nestjs/terminus';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from './config/AppConfig.js';
import { UnitOfWork } from './database/UnitOfWork.js';
import { FileStore } from './files/FileStore.js';
import { openFileStore } from './files/openFileStore.js';
import { HealthController } from './health/HealthController.js';
import { IdempotencyInterceptor } from './idempotency/IdempotencyInterceptor.js';
import { IdempotencyKeys } from './idempotency/IdempotencyKeys.js';
import { SweepIdempotencyKeys } from './idempotency/SweepIdempotencyKeys.js';
import { PublicAddress } from './health/PublicAddress.js';
import { PublicAddressController } from './health/PublicAddressController.js';
import { Readiness } from './health/Readiness.js';
import { EnvelopeInterceptor } from './http/EnvelopeInterceptor.js';
import { VersionInterceptor } from './http/VersionInterceptor.js';
import { ErrorFilter } from './http/ErrorFilter.js';
import { DashboardPage } from './http/DashboardPage.js';
import { OutgoingClient } from './http/OutgoingClient.js';
import { Installation } from './installation/Installation.js';
import { JobsModule } from './jobs/JobsModule.js';
import { LiveController } from './live/LiveController.js';
import { LiveEvents } from './live/LiveEvents.js';
import { LiveStreams } from './live/LiveStreams.js';
import { AppLogger } from './logging/AppLogger.js';
import { Metrics } from './metrics/Metrics.js';
import { MetricsController, MetricsGuard } from './metrics/MetricsController.js';
import { SendSystemMailJob } from './mail/SendSystemMailJob.js';
import { SweepSystemMailFiles } from './mail/SweepSystemMailFiles.js';
import { SystemMailbox } from './mail/SystemMailbox.js';
import { SystemMailController } from './mail/SystemMailController.js';
import { SystemMailer } from './mail/SystemMailer.js';
import { SystemMailRepository } from './mail/SystemMailRepository.js';
import { SystemTransport } from './mail/SystemTransport.js';
import type { PlatformServices } from './PlatformServices.js';
import { RecurringHandlers } from './recurring/RecurringHandlers.js';
import { RecurringRepository } from './recurring/RecurringRepository.js';
import { RecurringTimer } from './recurring/RecurringTimer.js';
import { RemovalRepository } from './removal/RemovalRepository.js';
import { Removals } from './removal/Removals.js';
import { RemovalRecovery } from './removal/RemovalRecovery.js';
import { RunRemovalJob } from './removal/RunRemovalJob.js';
import { AuditedRecords } from './audit/AuditedRecords.js';
import { AuditTrail } from './audit/AuditTrail.js';
import { AuditWords } from './audit/AuditWords.js';
import { NeedsYou } from './needs/NeedsYou.js';
import { AuditRedaction } from './audit/AuditRedaction.js';
import { PersonErasers } from './references/PersonErasers.js';
import { ContactReferences } from './references/ContactReferences.js';
import { AccessDeclarations } from './security/AccessDeclarations.js';
import { AccessGuard } from './security/AccessGuard.js';
import { ApiKeyGuard, ApiKeyStrategy } from './security/ApiKeyGuard.js';
import { ApiKeys } from './security/ApiKeys.js';
import { BodyAllowance } from './security/BodyAllowance.js';
import { KeyRing } from './security/KeyRing.js';
import { OpenAccess } from './security/OpenAccess.js';
import { RateLimits } from './security/RateLimits.js';
import { SecretBox } from './security/SecretBox.js';
import { Sessions } from './security/Sessions.js';
import { SweepOldRows } from './database/SweepOldRows.js';
import { SweepExpiredAccess } from './security/SweepExpiredAccess.js';
import { AttemptLimiter } from './security/throttling/AttemptLimiter.js';
import { ThrottleRepository } from './security/throttling/ThrottleRepository.js';
import { Clock } from './time/Clock.js';

/** Everything that knows no domain, once for the whole application. */
@Global()
@Module({})
export class PlatformModule {
  static forRoot(services: PlatformServices): DynamicModule {
    const exported = [
      { provide: AppConfig, useValue: services.config },
      { provide: AppLogger, useValue: services.logger },
      { provide: Clock, useValue: services.clock },
      { provide: KeyRing, useValue: services.keyRing },
      { provide: Installation, useValue: services.installation },
      { provide: LiveEvents, useValue: services.liveEvents },
      { provide: FileStore, useValue: openFileStore({ kind: 'disk', folder: services.config.dataDir }) },
      UnitOfWork,
      Metrics,
      OutgoingClient,
      DashboardPage,
      AuditTrail,
      AuditedRecords,
      AuditWords,
      ContactReferences,
      PersonErasers,
      AuditRedaction,
      NeedsYou,
      SecretBox,
      Sessions,
      SystemMailer,
      AttemptLimiter,
      Removals,
      ThrottleRepository,
      ApiKeys,
    ];
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        ScheduleModule.forRoot(),
        // It would print what a failed check threw; Readiness says which one failed.
        TerminusModule.forRoot({ logger: false }),
        JobsModule,
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...services.dataSource.options, retryAttempts: 0 }),
          dataSourceFactory: () => Promise.resolve(services.dataSource),
        }),
      ],
      controllers: [HealthController, PublicAddressController, MetricsController, LiveController, SystemMailController],
      providers: [
        ...exported,
        SystemMailRepository,
        SystemMailbox,
        SweepSystemMailFiles,
        SystemTransport,
        SendSystemMailJob,
        AccessDeclarations,
        BodyAllowance,
        OpenAccess,
        LiveStreams,
        SweepExpiredAccess,
        SweepOldRows,
        RecurringHandlers,
        RecurringRepository,
        RecurringTimer,
        RemovalRepository,
        RunRemovalJob,
        RemovalRecovery,
        MetricsGuard,
        Readiness,
        PublicAddress,
        ApiKeyStrategy,
        ApiKeyGuard,
        RateLimits,
        IdempotencyKeys,
        SweepIdempotencyKeys,
        { provide: APP_GUARD, useClass: AccessGuard },
        // The first is the outermost: it keeps the answer in its envelope.
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: EnvelopeInterceptor },
        { provide: APP_INTERCEPTOR, useClass: VersionInterceptor },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
      exports: exported,
    };
  }
}
