import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';

import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { PersonErasers } from '../../platform/references/PersonErasers.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { ContactRuleReferences } from '../contacts/ContactRuleReferences.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { noteActs } from './noteActs.js';
import { CallEntryService } from './CallEntryService.js';
import { ConsentTimelineListener } from './ConsentTimelineListener.js';
import { IncomingMessageService } from './IncomingMessageService.js';
import { InboundTextListener } from './InboundTextListener.js';
import { ActivityController, TimelineController } from './TimelineController.js';
import { LoggedEntryRepository } from './LoggedEntryRepository.js';
import { NoteFileRepository } from './NoteFileRepository.js';
import { NoteFiles } from './NoteFiles.js';
import { SweepNoteFiles } from './SweepNoteFiles.js';
import { TimelineLog } from './TimelineLog.js';
import { TimelineNews } from './TimelineNews.js';
import { TimelineRepository } from './TimelineRepository.js';
import { timelineRule } from './timelineRule.js';
import { IndexNotesJob } from './IndexNotesJob.js';
import { NoteSearch } from './NoteSearch.js';
import { NoteTextRepository } from './NoteTextRepository.js';
import { TimelineEvents } from './TimelineEvents.js';
import { TimelineExportService } from './TimelineExportService.js';
import { TimelineService } from './TimelineService.js';

@Module({
  imports: [WorkspacesModule, ContactsModule, ListsModule],
  controllers: [ActivityController, TimelineController],
  providers: [
    TimelineExportService,
    TimelineRepository,
    LoggedEntryRepository,
    NoteFileRepository,
    NoteFiles,
    SweepNoteFiles,
    NoteTextRepository,
    NoteSearch,
    IndexNotesJob,
    TimelineService,
    TimelineEvents,
    IncomingMessageService,
    CallEntryService,
    TimelineLog,
    TimelineNews,
    ConsentTimelineListener,
    InboundTextListener,
  ],
  exports: [TimelineService, TimelineEvents, IncomingMessageService, CallEntryService, TimelineExportService, NoteFiles],
})
export class TimelineModule {
  constructor(references: ContactReferences, words: AuditWords, rules: ContactRuleReferences, erasers: PersonErasers, files: NoteFiles) {
    words.register(noteActs);
    erasers.register('noteFiles', async (ctx, { contactIds }) => {
      await files.erase(ctx, contactIds);
      return true;
    });
    rules.register('timeline', timelineRule);
    references.register(new TableReference({ table: 'communication_logs', column: 'contact_id', key: ['id'] }));
    references.register(new TableReference({ table: 'note_files', column: 'contact_id', key: ['id'] }));
  }
}
