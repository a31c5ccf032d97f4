import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { CampaignsModule } from '../campaigns/CampaignsModule.js';
import { ConsentModule } from '../consent/ConsentModule.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { ProvidersModule } from '../providers/ProvidersModule.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { TemplatesModule } from '../templates/TemplatesModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { AnsweredMessagesService } from './AnsweredMessagesService.js';
import { DirectBook } from './DirectBook.js';
import { DirectChecks } from './DirectChecks.js';
import { DirectFiles } from './DirectFiles.js';
import { DirectInquiry } from './DirectInquiry.js';
import { directMessageActs } from './directMessageActs.js';
import { DirectMessageController } from './DirectMessageController.js';
import { DirectMessageRepository } from './DirectMessageRepository.js';
import { DirectMessageService } from './DirectMessageService.js';
import { DirectMessageWriter } from './DirectMessageWriter.js';
import { DirectTextWriter } from './DirectTextWriter.js';
import { DirectNews } from './DirectNews.js';
import { DirectOutcomes } from './DirectOutcomes.js';
import { DirectQueue } from './DirectQueue.js';
import { DirectRecipients } from './DirectRecipients.js';
import { DirectSending } from './DirectSending.js';
import { SendDirectMessageJob } from './SendDirectMessageJob.js';

@Module({
  imports: [
    UsersModule,
    SettingsModule,
    WorkspacesModule,
    ProvidersModule,
    ConsentModule,
    ContactsModule,
    TimelineModule,
    TemplatesModule,
    CampaignsModule,
  ],
  controllers: [DirectMessageController],
  providers: [
    DirectMessageService,
    DirectMessageWriter,
    AnsweredMessagesService,
    DirectTextWriter,
    DirectMessageRepository,
    DirectRecipients,
    DirectFiles,
    DirectBook,
    DirectNews,
    DirectQueue,
    DirectChecks,
    DirectSending,
    DirectOutcomes,
    DirectInquiry,
    SendDirectMessageJob,
  ],
  exports: [AnsweredMessagesService],
})
export class DirectMessagesModule {
  constructor(words: AuditWords, references: ContactReferences) {
    words.register(directMessageActs);
    references.register(new TableReference({ table: 'direct_messages', column: 'contact_id', key: ['id'] }));
  }
}
