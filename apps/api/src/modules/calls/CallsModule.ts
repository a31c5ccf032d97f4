import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { CampaignsModule } from '../campaigns/CampaignsModule.js';
import { ConsentModule } from '../consent/ConsentModule.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { ProvidersModule } from '../providers/ProvidersModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { callActs } from './callActs.js';
import { CallController, OwnPhoneController } from './CallController.js';
import { CallCourse } from './CallCourse.js';
import { CallLimits } from './CallLimits.js';
import { CallOptions } from './CallOptions.js';
import { CallQueue } from './CallQueue.js';
import { CallReports } from './CallReports.js';
import { CallRepository } from './CallRepository.js';
import { CallService } from './CallService.js';
import { OwnPhones } from './OwnPhones.js';
import { WatchCallJob } from './WatchCallJob.js';

/** Calls to one contact, made from here. */
@Module({
  imports: [WorkspacesModule, ProvidersModule, ConsentModule, ContactsModule, TimelineModule, CampaignsModule],
  controllers: [CallController, OwnPhoneController],
  providers: [CallService, CallOptions, CallLimits, CallCourse, CallReports, CallQueue, CallRepository, OwnPhones, WatchCallJob],
})
export class CallsModule {
  constructor(words: AuditWords, references: ContactReferences) {
    words.register(callActs);
    references.register(new TableReference({ table: 'phone_calls', column: 'contact_id', key: ['id'] }));
  }
}
