import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { MailLabModule } from '../mailLab/MailLabModule.js';
import { ProvidersModule } from '../providers/ProvidersModule.js';
import { TestRecipientService } from '../providers/TestRecipientService.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { consentActs } from './consentActs.js';
import { ConsentCarryService } from './ConsentCarryService.js';
import { ConsentRepository } from './ConsentRepository.js';
import { ConsentService } from './ConsentService.js';
import { DeliveryConsentListener } from './DeliveryConsentListener.js';
import { ErasedAddressService } from './ErasedAddressService.js';
import { LabUnsubscribeHandler } from './LabUnsubscribeHandler.js';
import { UnsubscribeController } from './UnsubscribeController.js';
import { UnsubscribeService } from './UnsubscribeService.js';

@Module({
  imports: [WorkspacesModule, SettingsModule, ProvidersModule, MailLabModule],
  controllers: [UnsubscribeController],
  providers: [
    ConsentService,
    ConsentCarryService,
    UnsubscribeService,
    ConsentRepository,
    DeliveryConsentListener,
    LabUnsubscribeHandler,
    ErasedAddressService,
  ],
  exports: [ConsentService, ConsentCarryService, UnsubscribeService, ErasedAddressService],
})
export class ConsentModule implements OnModuleInit {
  constructor(
    private readonly testRecipients: TestRecipientService,
    private readonly consent: ConsentService,
    private readonly references: ContactReferences,
    words: AuditWords,
  ) {
    words.register(consentActs);
  }

  onModuleInit(): void {
    this.references.register(new TableReference({ table: 'consent_events', column: 'contact_id', key: ['id'] }));
    this.testRecipients.registerSuppressions((ctx, addressKey) => this.consent.isSuppressed(ctx, 'email', addressKey));
  }
}
