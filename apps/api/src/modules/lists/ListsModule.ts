import { Module } from '@nestjs/common';

import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { ContactRuleReferences } from '../contacts/ContactRuleReferences.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { listActs } from './listActs.js';
import { ContactIntakeService } from './ContactIntakeService.js';
import { inListRule } from './inListRule.js';
import { ListActions } from './ListActions.js';
import { ListController } from './ListController.js';
import { ListEvents } from './ListEvents.js';
import { ContactListHistoryController } from './ContactListHistoryController.js';
import { ListHistoryReader } from './ListHistoryReader.js';
import { ListMembershipService } from './ListMembershipService.js';
import { ListMergeService } from './ListMergeService.js';
import { ListRepository } from './ListRepository.js';
import { ListService } from './ListService.js';
import { MembershipReference } from './MembershipReference.js';
import { MembershipRepository } from './MembershipRepository.js';
import { stayReference } from './stayReference.js';
import { StageMoveService } from './StageMoveService.js';

@Module({
  imports: [ContactsModule, CustomFieldsModule],
  controllers: [ListController, ContactListHistoryController],
  providers: [
    ListEvents,
    ListRepository,
    MembershipRepository,
    ListHistoryReader,
    ListService,
    ListMembershipService,
    ListActions,
    StageMoveService,
    MembershipReference,
    ListMergeService,
    ContactIntakeService,
  ],
  exports: [ListEvents, ListMergeService, ListService, ListMembershipService, StageMoveService, ContactIntakeService],
})
export class ListsModule {
  constructor(
    records: AuditedRecords,
    lists: ListRepository,
    rules: ContactRuleReferences,
    words: AuditWords,
    references: ContactReferences,
  ) {
    words.register(listActs);
    references.register(stayReference);
    rules.register('inList', inListRule(lists));
    records.register('list', async (ctx) => new Map((await lists.list(ctx)).map(({ id, name }) => [id, name])));
  }
}
