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
import { ContactsModule } from '../contacts/ContactsModule.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { ContactIntakeService } from './ContactIntakeService.js';
import { ListController } from './ListController.js';
import { ListEvents } from './ListEvents.js';
import { ListMembershipService } from './ListMembershipService.js';
import { ListRepository } from './ListRepository.js';
import { ListService } from './ListService.js';
export class ListsModule {
}
ListsModule = _ts_decorate([
    Module({
        imports: [
            ContactsModule,
            CustomFieldsModule
        ],
        controllers: [
            ListController
        ],
        providers: [
            ListEvents,
            ListRepository,
            ListService,
            ListMembershipService,
            ContactIntakeService
        ],
        exports: [
            ListEvents,
            ListService,
            ListMembershipService,
            ContactIntakeService
        ]
    })
], ListsModule);
