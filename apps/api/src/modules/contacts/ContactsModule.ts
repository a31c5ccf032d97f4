import { Module } from '@nestjs/common';

import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { PersonErasers } from '../../platform/references/PersonErasers.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { ConsentModule } from '../consent/ConsentModule.js';
import { FiguresModule } from '../figures/FiguresModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { contactActs } from './contactActs.js';
import { ContactBatchService } from './ContactBatchService.js';
import { BulkJournal } from './bulk/BulkJournal.js';
import { BulkActionRepository } from './bulk/BulkActionRepository.js';
import { BulkCancellation } from './bulk/BulkCancellation.js';
import { BulkReader } from './bulk/BulkReader.js';
import { BulkRecovery } from './bulk/BulkRecovery.js';
import { BulkRunner } from './bulk/BulkRunner.js';
import { BulkSelection } from './bulk/BulkSelection.js';
import { BulkTurns } from './bulk/BulkTurns.js';
import { ContactBulkService } from './bulk/ContactBulkService.js';
import { bulkReferences } from './bulk/bulkReferences.js';
import { RunBulkJob } from './bulk/RunBulkJob.js';
import { TrashActions } from './bulk/TrashActions.js';
import { ContactController } from './ContactController.js';
import { ContactDraftService } from './ContactDraftService.js';
import { ContactFigures } from './ContactFigures.js';
import { ContactGroups } from './ContactGroups.js';
import { ContactInput } from './ContactInput.js';
import { ContactInserts } from './ContactInserts.js';
import { ContactListReader } from './ContactListReader.js';
import { ContactMergeRepository } from './ContactMergeRepository.js';
import { ContactMergeService } from './ContactMergeService.js';
import { BulkWorkService } from './BulkWorkService.js';
import { ContactPersonService } from './ContactPersonService.js';
import { ContactPartReferences } from './ContactPartReferences.js';
import { ContactPointRepository } from './ContactPointRepository.js';
import { ContactQueryService } from './ContactQueryService.js';
import { ContactReader } from './ContactReader.js';
import { ContactRefoldRepository } from './ContactRefoldRepository.js';
import { ContactRepository } from './ContactRepository.js';
import { ContactRuleReferences } from './ContactRuleReferences.js';
import { ContactSelectionService } from './ContactSelectionService.js';
import { ContactSuccessors } from './ContactSuccessors.js';
import { ContactService } from './ContactService.js';
import { ContactTable } from './ContactTable.js';
import { ContactTouchService } from './ContactTouchService.js';
import { ContactTextService } from './ContactTextService.js';
import { ContactTrash } from './ContactTrash.js';
import { ContactTwins } from './ContactTwins.js';
import { ContactWriter } from './ContactWriter.js';
import { contactRules } from './query/contactRules.js';
import { searchRule } from './query/searchRule.js';
import { PurgeTrashJob } from './PurgeTrashJob.js';
import { IndexContactsJob } from './IndexContactsJob.js';
import { PhoneSharing } from './PhoneSharing.js';
import { RefoldContactsJob } from './RefoldContactsJob.js';
import { ContactUpsert } from './upsert/ContactUpsert.js';
import { ContactErasure } from './erasure/ContactErasure.js';
import { ErasedGuard } from './erasure/ErasedGuard.js';
import { ErasureController } from './erasure/ErasureController.js';
import { FoundPlaces } from './FoundPlaces.js';
import { SimilarContacts } from './similar/SimilarContacts.js';
import { SimilarController } from './similar/SimilarController.js';
import { SimilarRepository } from './similar/SimilarRepository.js';
import { PersonFinder } from './upsert/PersonFinder.js';
import { UpsertController } from './upsert/UpsertController.js';

/** Contacts. More than six dependencies: it registers with every registry of the platform. */
@Module({
  imports: [WorkspacesModule, ConsentModule, FiguresModule],
  controllers: [SimilarController, ContactController, UpsertController, ErasureController],
  providers: [
    ContactPartReferences,
    ContactRuleReferences,
    ContactQueryService,
    ContactFigures,
    ContactRepository,
    ContactPointRepository,
    ContactTextService,
    ContactReader,
    PhoneSharing,
    ContactListReader,
    ContactTable,
    FoundPlaces,
    SimilarRepository,
    SimilarContacts,
    ContactInput,
    ContactDraftService,
    ContactTwins,
    ContactInserts,
    ContactWriter,
    ContactGroups,
    ContactSelectionService,
    ContactService,
    PersonFinder,
    ErasedGuard,
    ContactErasure,
    ContactPersonService,
    ContactUpsert,
    ContactTrash,
    ContactSuccessors,
    BulkActionRepository,
    BulkJournal,
    BulkRunner,
    BulkSelection,
    BulkReader,
    BulkTurns,
    BulkCancellation,
    ContactBulkService,
    BulkWorkService,
    RunBulkJob,
    BulkRecovery,
    TrashActions,
    ContactBatchService,
    ContactTouchService,
    ContactMergeRepository,
    ContactMergeService,
    IndexContactsJob,
    ContactRefoldRepository,
    RefoldContactsJob,
    PurgeTrashJob,
  ],
  exports: [
    ContactTable,
    BulkWorkService,
    ContactFigures,
    ContactPartReferences,
    ContactRuleReferences,
    ContactQueryService,
    ContactSelectionService,
    ContactService,
    ContactDraftService,
    ContactSuccessors,
    ContactPersonService,
    ContactTouchService,
    ContactBatchService,
    ContactMergeService,
    ContactTextService,
  ],
})
export class ContactsModule {
  constructor(
    records: AuditedRecords,
    contacts: ContactRepository,
    bulk: BulkActionRepository,
    references: ContactReferences,
    rules: ContactRuleReferences,
    words: AuditWords,
    erasers: PersonErasers,
    parts: ContactPartReferences,
  ) {
    words.register(contactActs);
    for (const [name, rule] of Object.entries(contactRules)) rules.register(name, rule);
    rules.register('search', searchRule(parts));
    references.register(
      new TableReference({ table: 'contact_points', column: 'contact_id', key: ['id'], unique: ['kind', 'point_key'] }),
      ...bulkReferences,
    );
    erasers.register('bulkActions', async (ctx, { contactIds }) => {
      await bulk.erase(ctx, contactIds);
      return true;
    });
    records.register('contact', (ctx, ids) => contacts.namesOf(ctx, ids));
    records.register('bulkAction', (ctx, ids) => bulk.namesOf(ctx, ids));
    records.registerActsOnMany('contact', (ctx, id) => bulk.listIdsOfContact(ctx, id));
    records.registerActsOnMany('list', (ctx, id) => bulk.listIdsOfList(ctx, id));
  }
}
