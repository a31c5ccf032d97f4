import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';

import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { ContactRuleReferences } from '../contacts/ContactRuleReferences.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { noteActs } from './noteActs.js';
import { ConsentTimelineListener } from './ConsentTimelineListener.js';
import { TimelineController } from './TimelineController.js';
import { TimelineRepository } from './TimelineRepository.js';
import { timelineRule } from './timelineRule.js';
import { TimelineService } from './TimelineService.js';

@Module({
  imports: [ContactsModule, ListsModule],
  controllers: [TimelineController],
  providers: [TimelineRepository, TimelineService, ConsentTimelineListener],
  exports: [TimelineService],
})
export class TimelineModule {
  constructor(references: ContactReferences, words: AuditWords, rules: ContactRuleReferences) {
    words.register(noteActs);
    rules.register('timeline', timelineRule);
    references.register(new TableReference({ table: 'communication_logs', column: 'contact_id', key: ['id'] }));
  }
}
