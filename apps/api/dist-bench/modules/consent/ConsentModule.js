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
import { MailLabModule } from '../mailLab/MailLabModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { ConsentRepository } from './ConsentRepository.js';
import { ConsentService } from './ConsentService.js';
import { DeliveryConsentListener } from './DeliveryConsentListener.js';
import { LabUnsubscribeHandler } from './LabUnsubscribeHandler.js';
import { UnsubscribeController } from './UnsubscribeController.js';
import { UnsubscribeService } from './UnsubscribeService.js';
export class ConsentModule {
}
ConsentModule = _ts_decorate([
    Module({
        imports: [
            WorkspacesModule,
            MailLabModule
        ],
        controllers: [
            UnsubscribeController
        ],
        providers: [
            ConsentService,
            UnsubscribeService,
            ConsentRepository,
            DeliveryConsentListener,
            LabUnsubscribeHandler
        ],
        exports: [
            ConsentService,
            UnsubscribeService
        ]
    })
], ConsentModule);
