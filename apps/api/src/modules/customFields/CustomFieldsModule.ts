import { Module } from '@nestjs/common';

import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { CustomFieldBatchService } from './CustomFieldBatchService.js';
import { CustomFieldController } from './CustomFieldController.js';
import { CustomFieldRepository } from './CustomFieldRepository.js';
import { CustomFieldService } from './CustomFieldService.js';

@Module({
  imports: [ContactsModule],
  controllers: [CustomFieldController],
  providers: [CustomFieldRepository, CustomFieldService, CustomFieldBatchService],
  exports: [CustomFieldService, CustomFieldBatchService],
})
export class CustomFieldsModule {
  constructor(records: AuditedRecords, fields: CustomFieldRepository) {
    records.register('customField', async (ctx) => new Map((await fields.listDefinitions(ctx)).map(({ id, label }) => [id, label])));
  }
}
