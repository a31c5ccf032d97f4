import { Module } from '@nestjs/common';

import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { ContactRuleReferences } from '../contacts/ContactRuleReferences.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { customFieldActs } from './customFieldActs.js';
import { FieldChangeController } from './changes/FieldChangeController.js';
import { FieldChangeRecovery } from './changes/FieldChangeRecovery.js';
import { FieldChangeRepository } from './changes/FieldChangeRepository.js';
import { FieldChangeRunner } from './changes/FieldChangeRunner.js';
import { FieldChangeService } from './changes/FieldChangeService.js';
import { FieldChangeTurns } from './changes/FieldChangeTurns.js';
import { RunFieldChangeJob } from './changes/RunFieldChangeJob.js';
import { CustomFieldBatchService } from './CustomFieldBatchService.js';
import { CustomFieldController } from './CustomFieldController.js';
import { CustomFieldMergeService } from './CustomFieldMergeService.js';
import { CustomFieldRepository } from './CustomFieldRepository.js';
import { customFieldRule, valueOfField } from './customFieldRule.js';
import { customFieldReference } from './customFieldReference.js';
import { CustomFieldService } from './CustomFieldService.js';
import { CustomFieldValueService } from './CustomFieldValueService.js';
import { FieldReader } from './FieldReader.js';
import { FieldHints } from './FieldHints.js';
import { PersonalFarewell } from './personal/PersonalFarewell.js';
import { PersonalColumns } from './personal/PersonalColumns.js';
import { PersonalFieldController } from './personal/PersonalFieldController.js';
import { PersonalFieldRepository } from './personal/PersonalFieldRepository.js';
import { PersonalFieldService } from './personal/PersonalFieldService.js';
import { PersonalReference } from './personal/PersonalReference.js';
import { PersonalValueController } from './personal/PersonalValueController.js';
import { PersonalValueService } from './personal/PersonalValueService.js';
import { CompanyAction } from './setting/CompanyAction.js';
import { CustomFieldAction } from './setting/CustomFieldAction.js';
import { SetFieldAction } from './setting/SetFieldAction.js';
import { FieldOrderService } from './FieldOrderService.js';
import { FieldTexts } from './FieldTexts.js';
import { RenewFieldTextsJob } from './RenewFieldTextsJob.js';

@Module({
  imports: [ContactsModule, WorkspacesModule],
  controllers: [CustomFieldController, FieldChangeController, PersonalFieldController, PersonalValueController],
  providers: [
    CustomFieldRepository,
    CustomFieldService,
    CustomFieldValueService,
    CustomFieldBatchService,
    CustomFieldMergeService,
    FieldHints,
    FieldReader,
    FieldTexts,
    RenewFieldTextsJob,
    FieldOrderService,
    PersonalFieldRepository,
    PersonalFieldService,
    PersonalValueService,
    PersonalFarewell,
    PersonalColumns,
    CompanyAction,
    CustomFieldAction,
    SetFieldAction,
    FieldChangeRepository,
    FieldChangeRunner,
    FieldChangeTurns,
    FieldChangeService,
    FieldChangeRecovery,
    RunFieldChangeJob,
  ],
  exports: [PersonalFieldService, FieldReader, CustomFieldService, CustomFieldBatchService, CustomFieldMergeService],
})
export class CustomFieldsModule {
  constructor(
    records: AuditedRecords,
    fields: CustomFieldRepository,
    hints: FieldHints,
    references: ContactReferences,
    rules: ContactRuleReferences,
    words: AuditWords,
  ) {
    words.register(customFieldActs);
    rules.register(
      'customField',
      customFieldRule(
        { list: (ctx) => fields.listDefinitions(ctx), from: valueOfField, unknown: 'is no custom field of this workspace' },
        hints,
      ),
    );
    references.register(customFieldReference);
    references.register(new PersonalReference());
    records.register('customField', async (ctx) => new Map((await fields.listDefinitions(ctx)).map(({ id, label }) => [id, label])));
  }
}
