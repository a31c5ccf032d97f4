import { Module } from '@nestjs/common';

import { ContactBulkRepository } from './ContactBulkRepository.js';
import { ContactBulkService } from './ContactBulkService.js';
import { ContactController } from './ContactController.js';
import { ContactListReader } from './ContactListReader.js';
import { ContactPartReferences } from './ContactPartReferences.js';
import { ContactReferences } from './ContactReferences.js';
import { ContactRepository } from './ContactRepository.js';
import { ContactService } from './ContactService.js';
import { IndexContactsJob } from './IndexContactsJob.js';

@Module({
  controllers: [ContactController],
  providers: [ContactReferences, ContactPartReferences, ContactRepository, ContactListReader, ContactService, ContactBulkRepository, ContactBulkService, IndexContactsJob],
  exports: [ContactReferences, ContactPartReferences, ContactService, ContactBulkService],
})
export class ContactsModule {}
