import { Module } from '@nestjs/common';

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
export class CustomFieldsModule {}
