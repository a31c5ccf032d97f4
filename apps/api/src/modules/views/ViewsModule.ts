import { Module } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { SegmentsModule } from '../segments/SegmentsModule.js';
import { viewActs } from './viewActs.js';
import { ViewController } from './ViewController.js';
import { ViewDefaults } from './ViewDefaults.js';
import { ViewParts } from './ViewParts.js';
import { ViewRepository } from './ViewRepository.js';
import { ViewService } from './ViewService.js';

@Module({
  imports: [CustomFieldsModule, ListsModule, SegmentsModule],
  controllers: [ViewController],
  providers: [ViewService, ViewDefaults, ViewParts, ViewRepository],
})
export class ViewsModule {
  constructor(words: AuditWords, records: AuditedRecords, views: ViewRepository) {
    words.register(viewActs);
    records.register('view', (ctx, ids) => views.namesOf(ctx, ids));
  }
}
