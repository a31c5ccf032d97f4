import { Module, type OnModuleInit } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { PersonErasers } from '../../platform/references/PersonErasers.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { LinkDomainsModule } from '../linkDomains/LinkDomainsModule.js';
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
import { TextConsentListener } from './TextConsentListener.js';
import { ErasedAddressService } from './ErasedAddressService.js';
import { LabUnsubscribeHandler } from './LabUnsubscribeHandler.js';
import { PreferenceCarry } from './preferences/PreferenceCarry.js';
import { PreferenceController } from './preferences/PreferenceController.js';
import { PreferencePages } from './preferences/PreferencePages.js';
import { PreferenceRepository } from './preferences/PreferenceRepository.js';
import { PreferenceService } from './preferences/PreferenceService.js';
import { topicActs } from './topics/topicActs.js';
import { TopicController } from './topics/TopicController.js';
import { TopicRepository } from './topics/TopicRepository.js';
import { TopicService } from './TopicService.js';
import { ProviderListListener } from './ProviderListListener.js';
import { SignUpConsentService } from './SignUpConsentService.js';
import { UnsubscribeController } from './UnsubscribeController.js';
import { UnsubscribeLinkOwners } from './UnsubscribeLinkOwners.js';
import { UnsubscribeService } from './UnsubscribeService.js';

/** More than six dependencies: consent is known to the log, to tests, to references and to everyone who asks about a person. */
@Module({
  imports: [WorkspacesModule, SettingsModule, ProvidersModule, LinkDomainsModule, MailLabModule],
  controllers: [UnsubscribeController, PreferenceController, TopicController],
  providers: [
    ConsentService,
    ConsentCarryService,
    UnsubscribeService,
    ConsentRepository,
    DeliveryConsentListener,
    TextConsentListener,
    ProviderListListener,
    LabUnsubscribeHandler,
    UnsubscribeLinkOwners,
    ErasedAddressService,
    TopicService,
    TopicRepository,
    PreferenceService,
    PreferenceCarry,
    PreferencePages,
    PreferenceRepository,
    SignUpConsentService,
  ],
  exports: [ConsentService, ConsentCarryService, UnsubscribeService, ErasedAddressService, TopicService, SignUpConsentService],
})
export class ConsentModule implements OnModuleInit {
  constructor(
    private readonly testRecipients: TestRecipientService,
    private readonly consent: ConsentService,
    private readonly references: ContactReferences,
    words: AuditWords,
    records: AuditedRecords,
    topics: TopicService,
    private readonly erasers: PersonErasers,
    private readonly preferences: PreferenceService,
  ) {
    words.register(consentActs);
    words.register(topicActs);
    records.register('topic', (ctx, ids) => topics.namesOf(ctx, ids));
  }

  onModuleInit(): void {
    this.references.register(new TableReference({ table: 'consent_events', column: 'contact_id', key: ['id'] }));
    this.erasers.registerTeller('preferences', (ctx, { emailKeys }) => this.preferences.tell(ctx, emailKeys));
    this.testRecipients.registerSuppressions((ctx, channel, addressKey) => this.consent.isSuppressed(ctx, channel, addressKey));
  }
}
