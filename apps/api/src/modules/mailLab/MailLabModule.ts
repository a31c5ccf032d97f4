import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { PersonErasers } from '../../platform/references/PersonErasers.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { ProvidersModule } from '../providers/ProvidersModule.js';
import { mailLabActs } from './mailLabActs.js';
import { LabFaultController } from './LabFaultController.js';
import { LabFaultRepository } from './LabFaultRepository.js';
import { LabFaultService } from './LabFaultService.js';
import { LabInboundService } from './LabInboundService.js';
import { LabIntake } from './LabIntake.js';
import { LabLaterJob } from './LabLaterJob.js';
import { LabNews } from './LabNews.js';
import { LabRecipientService } from './LabRecipientService.js';
import { LabReports } from './LabReports.js';
import { LabUnsubscribeService } from './LabUnsubscribeService.js';
import { MailLabController } from './MailLabController.js';
import { MailLabRepository } from './MailLabRepository.js';
import { MailLabService } from './MailLabService.js';
import { RetainLabMessagesJob } from './RetainLabMessagesJob.js';

@Module({
  imports: [ProvidersModule],
  controllers: [MailLabController, LabFaultController],
  providers: [
    MailLabService,
    LabRecipientService,
    LabUnsubscribeService,
    LabInboundService,
    LabIntake,
    LabFaultService,
    LabFaultRepository,
    LabLaterJob,
    LabReports,
    MailLabRepository,
    RetainLabMessagesJob,
    LabNews,
  ],
  exports: [MailLabService, LabUnsubscribeService, LabInboundService],
})
export class MailLabModule {
  constructor(
    references: ContactReferences,
    words: AuditWords,
    erasers: PersonErasers,
    lab: MailLabRepository,
    faults: LabFaultRepository,
  ) {
    words.register(mailLabActs);
    erasers.register('mailLab', async (ctx, { contactIds, emailKeys, phones }) => {
      await lab.erase(ctx, contactIds, emailKeys, phones);
      await faults.erase(ctx, [...emailKeys, ...phones]);
      return true;
    });
    references.register(
      new TableReference({
        table: 'mail_lab_messages',
        column: 'contact_id',
        key: ['id'],
        tell: (_ctx, { raw, ...row }) =>
          Promise.resolve({ ...row, raw: Buffer.isBuffer(raw) || raw instanceof Uint8Array ? Buffer.from(raw).toString('utf8') : null }),
      }),
    );
  }
}
