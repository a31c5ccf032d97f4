import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { sql } from '../../platform/database/sql.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { PersonErasers } from '../../platform/references/PersonErasers.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { ConsentModule } from '../consent/ConsentModule.js';
import { ContactSuccessors } from '../contacts/public.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { ContactDuplicatesController, DuplicateController } from './DuplicateController.js';
import { DuplicateRepository } from './DuplicateRepository.js';
import { DuplicateService } from './DuplicateService.js';
import { ExactMerges } from './ExactMerges.js';
import { CandidateRepository } from './finding/CandidateRepository.js';
import { DuplicateSearch } from './finding/DuplicateSearch.js';
import { FindDuplicatesJob, SearchChangedWorkspaces } from './finding/FindDuplicatesJob.js';
import { LikeContacts } from './finding/LikeContacts.js';
import { SearchRequests } from './finding/SearchRequests.js';
import { ScanRepository } from './finding/ScanRepository.js';
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
  controllers: [MergeController, DuplicateController, ContactDuplicatesController],
  providers: [
    MergeJournalRepository,
    MergeReader,
    MergeConsent,
    MergeService,
    UnmergeService,
    MergePreviewService,
    MergeHistoryService,
    SweepMergeJournal,
    DuplicateRepository,
    DuplicateService,
    CandidateRepository,
    LikeContacts,
    ScanRepository,
    DuplicateSearch,
    SearchRequests,
    FindDuplicatesJob,
    SearchChangedWorkspaces,
    ExactMerges,
  ],
})
export class MergeModule {
  constructor(
    references: ContactReferences,
    words: AuditWords,
    erasers: PersonErasers,
    successors: ContactSuccessors,
    journal: MergeJournalRepository,
  ) {
    successors.register((ctx, id) => journal.findPrimaryOf(ctx, id));
    words.register(mergeActs);
    erasers.registerFormerIds((ctx, contactId) => journal.formerIds(ctx, contactId));
    erasers.register('merge', async (ctx, { contactIds }) => {
      await journal.erase(ctx, contactIds);
      return true;
    });
    // Who is no duplicate of one of them is none of the person that they are.
    const dismissals = (column: string, other: string): TableReference =>
      new TableReference({
        table: 'duplicate_dismissals',
        column,
        key: [other],
        unique: [other],
        isTaken: (_ctx, to) => sql`${sql.raw(`duplicate_dismissals.${other}`)} = ${to}`,
      });
    references.register(dismissals('contact_id', 'other_contact_id'), dismissals('other_contact_id', 'contact_id'));
    // A merge whose primary is merged itself is undone after that one.
    references.register(new TableReference({ table: 'merge_journal', column: 'primary_id', key: ['id'] }));
  }
}
