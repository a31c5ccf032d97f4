import { type DynamicModule, Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AppConfig } from './config/AppConfig.js';
import { UnitOfWork } from './database/UnitOfWork.js';
import { HealthController } from './health/HealthController.js';
import { EnvelopeInterceptor } from './http/EnvelopeInterceptor.js';
import { ErrorFilter } from './http/ErrorFilter.js';
import { JobsModule } from './jobs/JobsModule.js';
import { LiveController } from './live/LiveController.js';
import { LiveEvents } from './live/LiveEvents.js';
import { AppLogger } from './logging/AppLogger.js';
import { SendSystemMailJob } from './mail/SendSystemMailJob.js';
import { SystemMailbox } from './mail/SystemMailbox.js';
import { SystemMailController } from './mail/SystemMailController.js';
import { SystemMailer } from './mail/SystemMailer.js';
import { SystemMailRepository } from './mail/SystemMailRepository.js';
import { SystemTransport } from './mail/SystemTransport.js';
import type { PlatformServices } from './PlatformServices.js';
import { AuditTrail } from './audit/AuditTrail.js';
import { AccessDeclarations } from './security/AccessDeclarations.js';
import { AccessGuard } from './security/AccessGuard.js';
import { ApiKeyGuard, ApiKeyStrategy } from './security/ApiKeyGuard.js';
import { ApiKeys } from './security/ApiKeys.js';
import { KeyRing } from './security/KeyRing.js';
import { SecretBox } from './security/SecretBox.js';
import { Sessions } from './security/Sessions.js';
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
      { provide: LiveEvents, useValue: services.liveEvents },
      UnitOfWork,
      AuditTrail,
      SecretBox,
      Sessions,
      SystemMailer,
    ];
    return {
      module: PlatformModule,
      imports: [
        DiscoveryModule,
        TerminusModule,
        JobsModule,
        TypeOrmModule.forRootAsync({
          useFactory: () => ({ ...services.dataSource.options, retryAttempts: 0 }),
          dataSourceFactory: () => Promise.resolve(services.dataSource),
        }),
      ],
      controllers: [HealthController, LiveController, SystemMailController],
      providers: [
        ...exported,
        SystemMailRepository,
        SystemMailbox,
        SystemTransport,
        SendSystemMailJob,
        AccessDeclarations,
        ApiKeys,
        ApiKeyStrategy,
        ApiKeyGuard,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_INTERCEPTOR, useClass: EnvelopeInterceptor },
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
      exports: exported,
    };
  }
}
