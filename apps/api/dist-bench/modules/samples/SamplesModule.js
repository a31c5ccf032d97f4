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
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { TemplatesModule } from '../templates/TemplatesModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { SampleController } from './SampleController.js';
import { SampleService } from './SampleService.js';
export class SamplesModule {
}
SamplesModule = _ts_decorate([
    Module({
        imports: [
            UsersModule,
            WorkspacesModule,
            CustomFieldsModule,
            ListsModule,
            TimelineModule,
            TemplatesModule
        ],
        controllers: [
            SampleController
        ],
        providers: [
            SampleService
        ]
    })
], SamplesModule);
