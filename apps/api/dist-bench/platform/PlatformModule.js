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
import { Global, Module } from '@nestjs/common';
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
import { AccessDeclarations } from './security/AccessDeclarations.js';
import { AccessGuard } from './security/AccessGuard.js';
import { KeyRing } from './security/KeyRing.js';
import { SecretBox } from './security/SecretBox.js';
import { Sessions } from './security/Sessions.js';
import { Clock } from './time/Clock.js';
export class PlatformModule {
    static forRoot(services) {
        const exported = [
            {
                provide: AppConfig,
                useValue: services.config
            },
            {
                provide: AppLogger,
                useValue: services.logger
            },
            {
                provide: Clock,
                useValue: services.clock
            },
            {
                provide: KeyRing,
                useValue: services.keyRing
            },
            {
                provide: LiveEvents,
                useValue: services.liveEvents
            },
            UnitOfWork,
            SecretBox,
            Sessions
        ];
        return {
            module: PlatformModule,
            imports: [
                DiscoveryModule,
                TerminusModule,
                JobsModule,
                TypeOrmModule.forRootAsync({
                    useFactory: ()=>({
                            ...services.dataSource.options,
                            retryAttempts: 0
                        }),
                    dataSourceFactory: ()=>Promise.resolve(services.dataSource)
                })
            ],
            controllers: [
                HealthController,
                LiveController
            ],
            providers: [
                ...exported,
                AccessDeclarations,
                {
                    provide: APP_GUARD,
                    useClass: AccessGuard
                },
                {
                    provide: APP_INTERCEPTOR,
                    useClass: EnvelopeInterceptor
                },
                {
                    provide: APP_FILTER,
                    useClass: ErrorFilter
                }
            ],
            exports: exported
        };
    }
}
PlatformModule = _ts_decorate([
    Global(),
    Module({})
], PlatformModule);
