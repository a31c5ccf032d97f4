import { Module } from '@nestjs/common';

import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { ContactRuleReferences } from '../contacts/ContactRuleReferences.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { customFieldActs } from './customFieldActs.js';
import { CustomFieldBatchService } from './CustomFieldBatchService.js';
import { CustomFieldController } from './CustomFieldController.js';
import { CustomFieldRepository } from './CustomFieldRepository.js';
import { customFieldRule } from './customFieldRule.js';
import { customFieldReference } from './customFieldReference.js';
import { CustomFieldService } from './CustomFieldService.js';

@Module({
  imports: [ContactsModule],
  controllers: [CustomFieldController],
  providers: [CustomFieldRepository, CustomFieldService, CustomFieldBatchService],
  exports: [CustomFieldService, CustomFieldBatchService],
})
export class CustomFieldsModule {
  constructor(
    records: AuditedRecords,
    fields: CustomFieldRepository,
    references: ContactReferences,
    rules: ContactRuleReferences,
    words: AuditWords,
  ) {
    words.register(customFieldActs);
    rules.register('customField', customFieldRule(fields));
    references.register(customFieldReference);
    records.register('customField', async (ctx) => new Map((await fields.listDefinitions(ctx)).map(({ id, label }) => [id, label])));
  }
}
