import { Module } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { DueReminders } from './DueReminders.js';
import { reminderActs } from './reminderActs.js';
import { ReminderController } from './ReminderController.js';
import { ReminderHandOver } from './ReminderHandOver.js';
import { ReminderNews } from './ReminderNews.js';
import { ReminderRules } from './ReminderRules.js';
import { ReminderNeeds } from './ReminderNeeds.js';
import { ReminderRepository } from './ReminderRepository.js';
import { ReminderService } from './ReminderService.js';
import { TellDueReminders } from './TellDueReminders.js';

@Module({
  imports: [WorkspacesModule, ContactsModule],
  controllers: [ReminderController],
  providers: [
    ReminderService,
    ReminderRepository,
    ReminderRules,
    ReminderNews,
    ReminderHandOver,
    ReminderNeeds,
    DueReminders,
    TellDueReminders,
  ],
})
export class RemindersModule {
  constructor(words: AuditWords, records: AuditedRecords, references: ContactReferences, reminders: ReminderRepository) {
    words.register(reminderActs);
    records.register('reminder', (ctx, ids) => reminders.namesOf(ctx, ids));
    references.register(new TableReference({ table: 'reminders', column: 'contact_id', key: ['id'] }));
  }
}
