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
import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheck, HealthCheckService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import { Public } from '../http/routes.js';
const PING_MS = 2_000;
export class HealthController {
    constructor(health, database){
        this.health = health;
        this.database = database;
    }
    /** The process answers. */ live() {
        return {
            status: 'ok'
        };
    }
    /** The process can serve: migrated (it does not listen before) and the database answers. */ ready() {
        return this.health.check([
            ()=>this.database.pingCheck('database', {
                    timeout: PING_MS
                })
        ]);
    }
}
_ts_decorate([
    Get('live'),
    Public(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", []),
    _ts_metadata("design:returntype", Object)
], HealthController.prototype, "live", null);
_ts_decorate([
    Get('ready'),
    Public(),
    HealthCheck(),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", []),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], HealthController.prototype, "ready", null);
HealthController = _ts_decorate([
    ApiExcludeController(),
    Controller('health'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof HealthCheckService === "undefined" ? Object : HealthCheckService,
        typeof TypeOrmHealthIndicator === "undefined" ? Object : TypeOrmHealthIndicator
    ])
], HealthController);
