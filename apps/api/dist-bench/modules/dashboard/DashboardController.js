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
import { Get } from '@nestjs/common';
import { Ctx } from '../../platform/context/Ctx.js';
import { Allow, Returns, WorkspaceController } from '../../platform/http/routes.js';
import { DashboardDto } from './DashboardDtos.js';
import { DashboardService } from './DashboardService.js';
export class DashboardController {
    constructor(dashboard){
        this.dashboard = dashboard;
    }
    getDashboard(ctx) {
        return this.dashboard.get(ctx);
    }
}
_ts_decorate([
    Get(),
    Allow('viewer'),
    Returns(DashboardDto),
    _ts_param(0, Ctx()),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof WorkspaceContext === "undefined" ? Object : WorkspaceContext
    ]),
    _ts_metadata("design:returntype", typeof Promise === "undefined" ? Object : Promise)
], DashboardController.prototype, "getDashboard", null);
DashboardController = _ts_decorate([
    WorkspaceController('dashboard'),
    _ts_metadata("design:type", Function),
    _ts_metadata("design:paramtypes", [
        typeof DashboardService === "undefined" ? Object : DashboardService
    ])
], DashboardController);
