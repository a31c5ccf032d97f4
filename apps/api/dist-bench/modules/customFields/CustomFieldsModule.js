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
import { CustomFieldBatchService } from './CustomFieldBatchService.js';
import { CustomFieldController } from './CustomFieldController.js';
import { CustomFieldRepository } from './CustomFieldRepository.js';
import { CustomFieldService } from './CustomFieldService.js';
export class CustomFieldsModule {
}
CustomFieldsModule = _ts_decorate([
    Module({
        imports: [
            ContactsModule
        ],
        controllers: [
            CustomFieldController
        ],
        providers: [
            CustomFieldRepository,
            CustomFieldService,
            CustomFieldBatchService
        ],
        exports: [
            CustomFieldService,
            CustomFieldBatchService
        ]
    })
], CustomFieldsModule);
