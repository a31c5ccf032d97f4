import { Module } from '@nestjs/common';
import { descriptorOf, senderTypes } from '@rapport/providers';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { NeedsYou } from '../../platform/needs/NeedsYou.js';
import { UsersModule } from '../users/UsersModule.js';
import { SecretService } from '../settings/SecretService.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { senderActs } from './senderActs.js';
import { CallLineService } from './CallLineService.js';
import { MailLabStoreService } from './MailLabStoreService.js';
import { MailboxesOfSenders } from './MailboxesOfSenders.js';
import { MoveSenderSecrets } from './MoveSenderSecrets.js';
import { SenderCheckLimits } from './SenderCheckLimits.js';
import { ProviderReportController } from './ProviderReportController.js';
import { ProviderLists } from './ProviderLists.js';
import { ProviderReports } from './ProviderReports.js';
import { ReadProviderListJob } from './ReadProviderListJob.js';
import { ReadProviderLists } from './ReadProviderLists.js';
import { SenderAccountController } from './SenderAccountController.js';
import { SenderAccountService } from './SenderAccountService.js';
import { SenderAllowanceService } from './SenderAllowanceService.js';
import { SenderChecks } from './SenderChecks.js';
import { SenderChoice } from './SenderChoice.js';
import { SenderController } from './SenderController.js';
import { SenderDomainFacts } from './SenderDomainFacts.js';
import { SenderDomainNames } from './SenderDomainNames.js';
import { SenderDomains } from './SenderDomains.js';
import { SenderGrants } from './SenderGrants.js';
import { SenderNeeds } from './SenderNeeds.js';
import { SenderOptionsService } from './SenderOptionsService.js';
import { SenderPoolService } from './SenderPoolService.js';
import { SenderPresenter } from './SenderPresenter.js';
import { SenderReach } from './SenderReach.js';
import { SenderRemoval } from './SenderRemoval.js';
import { SenderRepository } from './SenderRepository.js';
import { nameOf } from './senderSecretPlaces.js';
import { SenderSecrets } from './SenderSecrets.js';
import { SenderService } from './SenderService.js';
import { SenderSettings } from './SenderSettings.js';
import { SenderSignInController } from './SenderSignInController.js';
import { SenderSignIns } from './SenderSignIns.js';
import { SenderStateService } from './SenderStateService.js';
import { SenderTestMail } from './SenderTestMail.js';
import { SenderTestText } from './SenderTestText.js';
import { SenderTrials } from './SenderTrials.js';
import { SenderUseService } from './SenderUseService.js';
import { ForgetSigningKeys } from './signing/ForgetSigningKeys.js';
import { SigningKeyChecks } from './signing/SigningKeyChecks.js';
import { SigningKeyController } from './signing/SigningKeyController.js';
import { SigningKeyRepository } from './signing/SigningKeyRepository.js';
import { SigningKeyService } from './signing/SigningKeyService.js';
import { SIGNING_SECRET, SigningKeyStore } from './signing/SigningKeyStore.js';
import { TestPhoneService } from './TestPhoneService.js';
import { TestRecipientService } from './TestRecipientService.js';

@Module({
  imports: [UsersModule, WorkspacesModule, SettingsModule],
  controllers: [SenderController, SenderAccountController, SenderSignInController, SigningKeyController, ProviderReportController],
  providers: [
    TestRecipientService,
    TestPhoneService,
    SenderService,
    ProviderReports,
    ProviderLists,
    ReadProviderListJob,
    ReadProviderLists,
    SenderAccountService,
    SenderAllowanceService,
    SenderChecks,
    SenderGrants,
    SenderSignIns,
    SenderChoice,
    SenderDomainFacts,
    SenderDomainNames,
    SenderDomains,
    SigningKeyChecks,
    SigningKeyRepository,
    SigningKeyService,
    SigningKeyStore,
    ForgetSigningKeys,
    SenderPresenter,
    SenderRemoval,
    SenderSettings,
    SenderStateService,
    SenderTestMail,
    SenderTestText,
    SenderTrials,
    SenderUseService,
    SenderNeeds,
    SenderOptionsService,
    SenderPoolService,
    CallLineService,
    MailboxesOfSenders,
    SenderRepository,
    MailLabStoreService,
    MoveSenderSecrets,
    SenderSecrets,
    SenderCheckLimits,
    SenderReach,
  ],
  exports: [
    TestRecipientService,
    TestPhoneService,
    SenderService,
    SenderOptionsService,
    SenderPoolService,
    CallLineService,
    SenderStateService,
    SenderAllowanceService,
    SenderUseService,
    MailLabStoreService,
    SenderAccountService,
    SenderRemoval,
    SenderReach,
    SenderCheckLimits,
    MailboxesOfSenders,
    ProviderLists,
    SenderDomainFacts,
  ],
})
export class ProvidersModule {
  constructor(
    records: AuditedRecords,
    needsYou: NeedsYou,
    needs: SenderNeeds,
    secrets: SecretService,
    senders: SenderService,
    words: AuditWords,
  ) {
    words.register(senderActs);
    records.register('sender', (ctx) => Promise.resolve(new Map([[ctx.workspaceId, 'Sender']])));
    needsYou.register('sender', (ctx) => needs.paused(ctx));
    secrets.declare({
      name: SIGNING_SECRET,
      label: 'SMTP server: signing key',
      purpose: 'Signs the email that this workspace sends through its SMTP server (DKIM).',
    });
    for (const type of senderTypes) {
      const { label, channel, fields } = descriptorOf(type);
      for (const field of fields.filter(({ secret }) => secret))
        secrets.declare({
          name: nameOf(type, field.key),
          label: `${label}: ${field.label.toLowerCase()}`,
          purpose: field.provesReports
            ? 'Proves that reports about messages come from the provider.'
            : `Signs in to the server that this workspace sends its ${channel === 'text' ? 'texts' : 'email'} through.`,
          test: (ctx, subject) => senders.testSecret(ctx, subject),
        });
    }
  }
}
