import { Module } from '@nestjs/common';
import { MailLabModule } from '../mailLab/MailLabModule.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { ConsentRepository } from './ConsentRepository.js';
import { ConsentService } from './ConsentService.js';
import { DeliveryConsentListener } from './DeliveryConsentListener.js';
import { LabUnsubscribeHandler } from './LabUnsubscribeHandler.js';
import { UnsubscribeController } from './UnsubscribeController.js';
import { UnsubscribeService } from './UnsubscribeService.js';

@Module({
  imports: [WorkspacesModule, SettingsModule, MailLabModule],
  controllers: [UnsubscribeController],
  providers: [ConsentService, UnsubscribeService, ConsentRepository, DeliveryConsentListener, LabUnsubscribeHandler],
  exports: [ConsentService, UnsubscribeService],
})
export class ConsentModule {}
