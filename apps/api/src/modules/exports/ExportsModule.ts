import { Module } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { AuditModule } from '../audit/AuditModule.js';
import { ConsentModule } from '../consent/ConsentModule.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { exportActs } from './exportActs.js';
import { ErasedExports } from './ErasedExports.js';
import { ExportController } from './ExportController.js';
import { ExportEnding } from './ExportEnding.js';
import { ExportFiles } from './ExportFiles.js';
import { ExportFileService } from './ExportFileService.js';
import { ExportRepository } from './ExportRepository.js';
import { ExportService } from './ExportService.js';
import { ExportSource } from './ExportSource.js';
import { ExportWriter } from './ExportWriter.js';
import { PersonExport } from './PersonExport.js';
import { RunExportJob } from './RunExportJob.js';
import { SweepExports } from './SweepExports.js';

@Module({
  imports: [WorkspacesModule, AuditModule, ConsentModule, ContactsModule, CustomFieldsModule, TimelineModule],
  controllers: [ExportController],
  providers: [
    ExportRepository,
    ExportFiles,
    ExportSource,
    PersonExport,
    ExportEnding,
    ExportWriter,
    RunExportJob,
    ExportService,
    ExportFileService,
    SweepExports,
    ErasedExports,
  ],
})
export class ExportsModule {
  constructor(words: AuditWords, records: AuditedRecords, exports: ExportRepository) {
    words.register(exportActs);
    records.register('export', (ctx, ids) => exports.namesOf(ctx, ids));
  }
}
