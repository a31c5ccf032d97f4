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
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { MergeTagController, TemplateController } from './TemplateController.js';
import { TemplateReferences } from './TemplateReferences.js';
import { TemplateRenderService } from './TemplateRenderService.js';
import { TemplateRepository } from './TemplateRepository.js';
import { TemplateService } from './TemplateService.js';
export class TemplatesModule {
}
TemplatesModule = _ts_decorate([
    Module({
        imports: [
            UsersModule,
            WorkspacesModule,
            ContactsModule,
            CustomFieldsModule
        ],
        controllers: [
            TemplateController,
            MergeTagController
        ],
        providers: [
            TemplateService,
            TemplateRenderService,
            TemplateReferences,
            TemplateRepository
        ],
        exports: [
            TemplateService,
            TemplateRenderService,
            TemplateReferences
        ]
    })
], TemplatesModule);
