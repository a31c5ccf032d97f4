import { type DynamicModule, Module } from '@nestjs/common';
import { PlatformModule } from './platform/PlatformModule.js';
import type { PlatformServices } from './platform/PlatformServices.js';
import { SpaController } from './platform/http/SpaController.js';
import { UsersModule } from './modules/users/UsersModule.js';
import { WorkspacesModule } from './modules/workspaces/WorkspacesModule.js';
import { SettingsModule } from './modules/settings/SettingsModule.js';
import { AuthModule } from './modules/auth/AuthModule.js';
import { AuditModule } from './modules/audit/AuditModule.js';
import { ApiKeysModule } from './modules/apiKeys/ApiKeysModule.js';
import { ProvidersModule } from './modules/providers/ProvidersModule.js';
import { LinkDomainsModule } from './modules/linkDomains/LinkDomainsModule.js';
import { MailLabModule } from './modules/mailLab/MailLabModule.js';
import { ConsentModule } from './modules/consent/ConsentModule.js';
import { FiguresModule } from './modules/figures/FiguresModule.js';
import { ContactsModule } from './modules/contacts/ContactsModule.js';
import { CustomFieldsModule } from './modules/customFields/CustomFieldsModule.js';
import { ListsModule } from './modules/lists/ListsModule.js';
import { FormsModule } from './modules/forms/FormsModule.js';
import { SegmentsModule } from './modules/segments/SegmentsModule.js';
import { ViewsModule } from './modules/views/ViewsModule.js';
import { TimelineModule } from './modules/timeline/TimelineModule.js';
import { StagesModule } from './modules/stages/StagesModule.js';
import { MergeModule } from './modules/merge/MergeModule.js';
import { ImportsModule } from './modules/imports/ImportsModule.js';
import { AssetsModule } from './modules/assets/AssetsModule.js';
import { SnippetsModule } from './modules/snippets/SnippetsModule.js';
import { TemplatesModule } from './modules/templates/TemplatesModule.js';
import { CampaignsModule } from './modules/campaigns/CampaignsModule.js';
import { SharedReportsModule } from './modules/sharedReports/SharedReportsModule.js';
import { ReviewCommentsModule } from './modules/reviewComments/ReviewCommentsModule.js';
import { DirectMessagesModule } from './modules/directMessages/DirectMessagesModule.js';
import { CallsModule } from './modules/calls/CallsModule.js';
import { AiModule } from './modules/ai/AiModule.js';
import { MailboxesModule } from './modules/mailboxes/MailboxesModule.js';
import { RemindersModule } from './modules/reminders/RemindersModule.js';
import { ExportsModule } from './modules/exports/ExportsModule.js';
import { InboxModule } from './modules/inbox/InboxModule.js';
import { InsightsModule } from './modules/insights/InsightsModule.js';
import { DashboardModule } from './modules/dashboard/DashboardModule.js';
import { SamplesModule } from './modules/samples/SamplesModule.js';

/** The platform, then the modules in the order in which they may know each other: each only those before it. The dependency rules read it here. */
@Module({})
export class AppModule {
  static forRoot(services: PlatformServices): DynamicModule {
    return {
      module: AppModule,
      imports: [
        PlatformModule.forRoot(services),
        UsersModule,
        WorkspacesModule,
        SettingsModule,
        AuthModule,
        AuditModule,
        ApiKeysModule,
        ProvidersModule,
        LinkDomainsModule,
        MailLabModule,
        ConsentModule,
        FiguresModule,
        ContactsModule,
        CustomFieldsModule,
        ListsModule,
        FormsModule,
        SegmentsModule,
        ViewsModule,
        TimelineModule,
        StagesModule,
        MergeModule,
        ImportsModule,
        AssetsModule,
        SnippetsModule,
        TemplatesModule,
        CampaignsModule,
        SharedReportsModule,
        ReviewCommentsModule,
        DirectMessagesModule,
        CallsModule,
        AiModule,
        MailboxesModule,
        RemindersModule,
        ExportsModule,
        InboxModule,
        InsightsModule,
        DashboardModule,
        SamplesModule,
      ],
      // Last: it answers whatever no other route took.
      controllers: [SpaController],
    };
  }
}
