import { Module } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { AnswerListener } from './AnswerListener.js';
import { conversationActs } from './conversationActs.js';
import { ConversationController } from './ConversationController.js';
import { ConversationNews } from './ConversationNews.js';
import { ConversationPresenter } from './ConversationPresenter.js';
import { ConversationReference } from './ConversationReference.js';
import { ConversationRelease } from './ConversationRelease.js';
import { ConversationRepository } from './ConversationRepository.js';
import { ConversationService } from './ConversationService.js';
import { InboxNeeds } from './InboxNeeds.js';

@Module({
  imports: [WorkspacesModule, ContactsModule, TimelineModule],
  controllers: [ConversationController],
  providers: [
    ConversationService,
    ConversationPresenter,
    ConversationRepository,
    ConversationReference,
    ConversationNews,
    ConversationRelease,
    AnswerListener,
    InboxNeeds,
  ],
  exports: [ConversationService],
})
export class InboxModule {
  constructor(words: AuditWords, records: AuditedRecords, conversations: ConversationService) {
    words.register(conversationActs);
    records.register('conversation', (ctx, ids) => conversations.namesOf(ctx, ids));
  }
}
