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
import { Module } from '@nestjs/common';
import { DashboardController } from './DashboardController.js';
import { DashboardRepository } from './DashboardRepository.js';
import { DashboardService } from './DashboardService.js';
export class DashboardModule {
}
DashboardModule = _ts_decorate([
    Module({
        controllers: [
            DashboardController
        ],
        providers: [
            DashboardService,
            DashboardRepository
        ]
    })
], DashboardModule);
