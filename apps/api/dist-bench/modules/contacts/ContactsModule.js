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
import { ContactBatchRepository } from './ContactBatchRepository.js';
import { ContactBatchService } from './ContactBatchService.js';
import { ContactBulkRepository } from './ContactBulkRepository.js';
import { ContactBulkService } from './ContactBulkService.js';
import { ContactController } from './ContactController.js';
import { ContactListReader } from './ContactListReader.js';
import { ContactPartReferences } from './ContactPartReferences.js';
import { ContactReferences } from './ContactReferences.js';
import { ContactRepository } from './ContactRepository.js';
import { ContactService } from './ContactService.js';
import { IndexContactsJob } from './IndexContactsJob.js';
export class ContactsModule {
}
ContactsModule = _ts_decorate([
    Module({
        controllers: [
            ContactController
        ],
        providers: [
            ContactReferences,
            ContactPartReferences,
            ContactRepository,
            ContactListReader,
            ContactService,
            ContactBulkRepository,
            ContactBulkService,
            ContactBatchRepository,
            ContactBatchService,
            IndexContactsJob
        ],
        exports: [
            ContactReferences,
            ContactPartReferences,
            ContactService,
            ContactBulkService,
            ContactBatchService
        ]
    })
], ContactsModule);
