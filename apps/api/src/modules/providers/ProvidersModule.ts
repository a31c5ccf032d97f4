import { Module } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { NeedsYou } from '../../platform/needs/NeedsYou.js';
import { UsersModule } from '../users/UsersModule.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { BindStoredSecrets } from './BindStoredSecrets.js';
import { MailLabStoreService } from './MailLabStoreService.js';
import { SenderCheckLimits } from './SenderCheckLimits.js';
import { SenderController } from './SenderController.js';
import { SenderNeeds } from './SenderNeeds.js';
import { SenderPoolService } from './SenderPoolService.js';
import { SenderReach } from './SenderReach.js';
import { SenderRepository } from './SenderRepository.js';
import { SenderService } from './SenderService.js';
import { TestRecipientService } from './TestRecipientService.js';

@Module({
  imports: [UsersModule, WorkspacesModule, SettingsModule],
  controllers: [SenderController],
  providers: [
    TestRecipientService,
    SenderService,
    SenderNeeds,
    SenderPoolService,
    SenderRepository,
    MailLabStoreService,
    BindStoredSecrets,
    SenderCheckLimits,
    SenderReach,
  ],
  exports: [TestRecipientService, SenderService, SenderPoolService, MailLabStoreService],
})
export class ProvidersModule {
  constructor(records: AuditedRecords, needsYou: NeedsYou, needs: SenderNeeds) {
    records.register('sender', (ctx) => Promise.resolve(new Map([[ctx.workspaceId, 'Sender']])));
    needsYou.register('sender', (ctx) => needs.paused(ctx));
  }
}
