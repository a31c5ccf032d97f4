import { Module } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { NeedsYou } from '../../platform/needs/NeedsYou.js';
import { sql } from '../../platform/database/sql.js';
import { ConsentModule } from '../consent/ConsentModule.js';
import { ContactRuleReferences } from '../contacts/ContactRuleReferences.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { importActs } from './importActs.js';
import { ErasedRows } from './ErasedRows.js';
import { ErasedRowsRepository } from './ErasedRowsRepository.js';
import { ImportController } from './ImportController.js';
import { ImportFiles } from './ImportFiles.js';
import { ImportHistoryService } from './ImportHistoryService.js';
import { ImportLauncher } from './ImportLauncher.js';
import { ImportNeeds } from './ImportNeeds.js';
import { ImportPresenter } from './ImportPresenter.js';
import { ImportReportRepository } from './ImportReportRepository.js';
import { ImportRepository } from './ImportRepository.js';
import { ImportReportService } from './ImportReportService.js';
import { ImportService } from './ImportService.js';
import { ImportPreparation } from './ImportPreparation.js';
import { ImportTargets } from './ImportTargets.js';
import { ValueTargets } from './ValueTargets.js';
import { ImportReceiver } from './ImportReceiver.js';
import { ReportCsv } from './ReportCsv.js';
import { SweepImportFiles } from './SweepImportFiles.js';
import { InspectionPool } from './InspectionPool.js';
import { TableDetection } from './TableDetection.js';
import { GiveBack } from './undo/GiveBack.js';
import { ImportUndo } from './undo/ImportUndo.js';
import { ImportUndoService } from './undo/ImportUndoService.js';
import { UndoController } from './undo/UndoController.js';
import { FixController } from './fixing/FixController.js';
import { FixService } from './fixing/FixService.js';
import { FixWriter } from './fixing/FixWriter.js';
import { RehearsalController } from './rehearsal/RehearsalController.js';
import { RehearsalPlans } from './rehearsal/RehearsalPlans.js';
import { RehearsalRepository } from './rehearsal/RehearsalRepository.js';
import { RehearsalRunner } from './rehearsal/RehearsalRunner.js';
import { RehearsalService } from './rehearsal/RehearsalService.js';
import { RehearseImportJob } from './rehearsal/RehearseImportJob.js';
import { ImportCompletion } from './running/ImportCompletion.js';
import { ImportRuns } from './running/ImportRuns.js';
import { SliceWriter } from './running/SliceWriter.js';
import { ImportRunner } from './running/ImportRunner.js';
import { RunImportJob } from './running/RunImportJob.js';

@Module({
  imports: [WorkspacesModule, ConsentModule, ContactsModule, CustomFieldsModule, ListsModule],
  controllers: [ImportController, FixController, RehearsalController, UndoController],
  providers: [
    ImportService,
    ImportPreparation,
    ImportHistoryService,
    ImportLauncher,
    ImportNeeds,
    ImportPresenter,
    ImportReceiver,
    InspectionPool,
    TableDetection,
    ImportTargets,
    ValueTargets,
    ImportRepository,
    ImportReportRepository,
    ImportReportService,
    ImportFiles,
    ReportCsv,
    ErasedRows,
    ErasedRowsRepository,
    SweepImportFiles,
    ImportRunner,
    ImportRuns,
    SliceWriter,
    ImportCompletion,
    RunImportJob,
    FixService,
    FixWriter,
    GiveBack,
    ImportUndo,
    ImportUndoService,
    RehearsalPlans,
    RehearsalRepository,
    RehearsalRunner,
    RehearsalService,
    RehearseImportJob,
  ],
  exports: [ImportHistoryService],
})
export class ImportsModule {
  constructor(
    records: AuditedRecords,
    imports: ImportRepository,
    needsYou: NeedsYou,
    needs: ImportNeeds,
    rules: ContactRuleReferences,
    words: AuditWords,
  ) {
    words.register(importActs);
    // Whom an import added, as long as it exists.
    rules.register('importedBy', (_ctx, input) => ({
      matches: sql`c.source_import_id = ${input.text('importId')}`,
      value: sql`c.source_import_id`,
    }));
    records.register('import', (ctx, ids) => imports.namesOf(ctx, ids));
    needsYou.register('failedImport', (ctx) => needs.failed(ctx));
  }
}
