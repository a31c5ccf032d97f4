import { Module } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { UsersModule } from '../users/UsersModule.js';
import { snippetActs } from './snippetActs.js';
import { SnippetController } from './SnippetController.js';
import { SnippetFillService } from './SnippetFillService.js';
import { SnippetReferences } from './SnippetReferences.js';
import { SnippetRepository } from './SnippetRepository.js';
import { SnippetService } from './SnippetService.js';
import { SnippetVersions } from './SnippetVersions.js';

/** Parts of messages that are written once. */
@Module({
  imports: [UsersModule],
  controllers: [SnippetController],
  providers: [SnippetService, SnippetFillService, SnippetVersions, SnippetReferences, SnippetRepository],
  exports: [SnippetService, SnippetFillService, SnippetReferences],
})
export class SnippetsModule {
  constructor(records: AuditedRecords, snippets: SnippetRepository, words: AuditWords) {
    words.register(snippetActs);
    records.register('snippet', (ctx, ids) => snippets.namesOf(ctx, ids));
  }
}
