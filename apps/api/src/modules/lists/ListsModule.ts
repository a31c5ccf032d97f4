import { Module } from '@nestjs/common';

import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactRuleReferences } from '../contacts/ContactRuleReferences.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { listActs } from './listActs.js';
import { ContactIntakeService } from './ContactIntakeService.js';
import { inListRule } from './inListRule.js';
import { ListController } from './ListController.js';
import { ListEvents } from './ListEvents.js';
import { ListMembershipService } from './ListMembershipService.js';
import { ListMergeService } from './ListMergeService.js';
import { ListRepository } from './ListRepository.js';
import { ListService } from './ListService.js';
import { MembershipReference } from './MembershipReference.js';

@Module({
  imports: [ContactsModule, CustomFieldsModule],
  controllers: [ListController],
  providers: [ListEvents, ListRepository, ListService, ListMembershipService, MembershipReference, ListMergeService, ContactIntakeService],
  exports: [ListEvents, ListMergeService, ListService, ListMembershipService, ContactIntakeService],
})
export class ListsModule {
  constructor(records: AuditedRecords, lists: ListRepository, rules: ContactRuleReferences, words: AuditWords) {
    words.register(listActs);
    rules.register('inList', inListRule(lists));
    records.register('list', async (ctx) => new Map((await lists.list(ctx)).map(({ id, name }) => [id, name])));
  }
}
