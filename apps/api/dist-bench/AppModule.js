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
import { PlatformModule } from './platform/PlatformModule.js';
import { SpaController } from './platform/http/SpaController.js';
import { AuthModule } from './modules/auth/AuthModule.js';
import { ConsentModule } from './modules/consent/ConsentModule.js';
import { DashboardModule } from './modules/dashboard/DashboardModule.js';
import { MailLabModule } from './modules/mailLab/MailLabModule.js';
import { ContactsModule } from './modules/contacts/ContactsModule.js';
import { CustomFieldsModule } from './modules/customFields/CustomFieldsModule.js';
import { ListsModule } from './modules/lists/ListsModule.js';
import { ProvidersModule } from './modules/providers/ProvidersModule.js';
import { SamplesModule } from './modules/samples/SamplesModule.js';
import { TemplatesModule } from './modules/templates/TemplatesModule.js';
import { TimelineModule } from './modules/timeline/TimelineModule.js';
import { UsersModule } from './modules/users/UsersModule.js';
import { WorkspacesModule } from './modules/workspaces/WorkspacesModule.js';
export class AppModule {
    static forRoot(services) {
        return {
            module: AppModule,
            imports: [
                PlatformModule.forRoot(services),
                UsersModule,
                WorkspacesModule,
                AuthModule,
                ProvidersModule,
                ContactsModule,
                CustomFieldsModule,
                ListsModule,
                TimelineModule,
                MailLabModule,
                ConsentModule,
                TemplatesModule,
                DashboardModule,
                SamplesModule
            ],
            // Last: it answers whatever no other route took.
            controllers: [
                SpaController
            ]
        };
    }
}
AppModule = _ts_decorate([
    Module({})
], AppModule);
