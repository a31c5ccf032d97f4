import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { CampaignsModule } from '../campaigns/CampaignsModule.js';
import { ConsentModule } from '../consent/ConsentModule.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { AnsweredMessagesService } from '../directMessages/AnsweredMessagesService.js';
import { DirectMessagesModule } from '../directMessages/DirectMessagesModule.js';
import { ProvidersModule } from '../providers/ProvidersModule.js';
import { SecretService } from '../settings/SecretService.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { MailLabModule } from '../mailLab/MailLabModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { UsersModule } from '../users/UsersModule.js';
import { ErasedInbound } from './ErasedInbound.js';
import { InboundAnswers } from './InboundAnswers.js';
import { InboundLinks } from './InboundLinks.js';
import { InboundMessageRepository } from './InboundMessageRepository.js';
import { InboundReader } from './InboundReader.js';
import { InboundRecorder } from './InboundRecorder.js';
import { LabInboundHandler } from './LabInboundHandler.js';
import { MailboxAccess, PASSWORD } from './MailboxAccess.js';
import { mailboxActs } from './mailboxActs.js';
import { MailboxController } from './MailboxController.js';
import { MailboxNeeds } from './MailboxNeeds.js';
import { MailboxRepository } from './MailboxRepository.js';
import { MailboxService } from './MailboxService.js';
import { ReadDueMailboxes } from './ReadDueMailboxes.js';
import { ReadMailboxJob } from './ReadMailboxJob.js';

@Module({
  imports: [
    UsersModule,
    SettingsModule,
    ProvidersModule,
    MailLabModule,
    ContactsModule,
    ConsentModule,
    TimelineModule,
    CampaignsModule,
    DirectMessagesModule,
  ],
  controllers: [MailboxController],
  providers: [
    MailboxService,
    MailboxAccess,
    MailboxRepository,
    MailboxNeeds,
    InboundReader,
    InboundLinks,
    InboundMessageRepository,
    InboundRecorder,
    InboundAnswers,
    LabInboundHandler,
    ErasedInbound,
    ReadMailboxJob,
    ReadDueMailboxes,
  ],
})
export class MailboxesModule {
  constructor(
    words: AuditWords,
    secrets: SecretService,
    mailboxes: MailboxService,
    answered: AnsweredMessagesService,
    inbound: InboundMessageRepository,
  ) {
    words.register(mailboxActs);
    answered.register((ctx, entryId) => inbound.findReferences(ctx, entryId));
    secrets.declare({
      name: PASSWORD,
      label: 'IMAP mailbox: password',
      purpose: 'Signs in to the mailbox that bounces and replies of a sender are read from.',
      test: (ctx, subject) => mailboxes.testSecret(ctx, subject),
    });
  }
}
