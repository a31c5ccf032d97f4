import { Module } from '@nestjs/common';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { ConsentRepository } from './ConsentRepository.js';
import { ConsentService } from './ConsentService.js';
import { DeliveryConsentListener } from './DeliveryConsentListener.js';
import { UnsubscribeController } from './UnsubscribeController.js';
import { UnsubscribeService } from './UnsubscribeService.js';

@Module({
  imports: [WorkspacesModule],
  controllers: [UnsubscribeController],
  providers: [ConsentService, UnsubscribeService, ConsentRepository, DeliveryConsentListener],
  exports: [ConsentService, UnsubscribeService],
})
export class ConsentModule {}
