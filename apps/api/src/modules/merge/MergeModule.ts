import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { ConsentModule } from '../consent/ConsentModule.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { mergeActs } from './mergeActs.js';
import { MergeConsent } from './MergeConsent.js';
import { MergeController } from './MergeController.js';
import { MergeHistoryService } from './MergeHistoryService.js';
import { MergeJournalRepository } from './MergeJournalRepository.js';
import { MergePreviewService } from './MergePreviewService.js';
import { MergeReader } from './MergeReader.js';
import { MergeService } from './MergeService.js';
import { SweepMergeJournal } from './SweepMergeJournal.js';
import { UnmergeService } from './UnmergeService.js';

@Module({
  imports: [ConsentModule, ContactsModule, CustomFieldsModule, ListsModule, TimelineModule],
  controllers: [MergeController],
  providers: [
    MergeJournalRepository,
    MergeReader,
    MergeConsent,
    MergeService,
    UnmergeService,
    MergePreviewService,
    MergeHistoryService,
    SweepMergeJournal,
  ],
})
export class MergeModule {
  constructor(references: ContactReferences, words: AuditWords) {
    words.register(mergeActs);
    // A merge whose primary is merged itself is undone after that one.
    references.register(new TableReference({ table: 'merge_journal', column: 'primary_id', key: ['id'] }));
  }
}
