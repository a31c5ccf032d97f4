import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { ContactReferences } from '../../platform/references/ContactReferences.js';
import { PersonErasers } from '../../platform/references/PersonErasers.js';
import { TableReference } from '../../platform/references/TableReference.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { TemplatesModule } from '../templates/TemplatesModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { AiContacts } from './AiContacts.js';
import { AiEndings } from './AiEndings.js';
import { aiActs } from './aiActs.js';
import { AiAnswers } from './AiAnswers.js';
import { AiRequestController, AiSettingsController } from './AiController.js';
import { AiLimits } from './AiLimits.js';
import { AiRequestRepository } from './AiRequestRepository.js';
import { AiRequestService } from './AiRequestService.js';
import { AiSettingsRepository } from './AiSettingsRepository.js';
import { AiSettingsService } from './AiSettingsService.js';

/** Texts that a language model suggests, checked against what they are made from. */
@Module({
  imports: [WorkspacesModule, SettingsModule, ContactsModule, TimelineModule, TemplatesModule],
  controllers: [AiSettingsController, AiRequestController],
  providers: [AiSettingsService, AiSettingsRepository, AiRequestService, AiRequestRepository, AiAnswers, AiContacts, AiEndings, AiLimits],
})
export class AiModule {
  constructor(words: AuditWords, references: ContactReferences, erasers: PersonErasers, requests: AiRequestRepository) {
    words.register(aiActs);
    erasers.register('aiRequests', async (ctx, person) => {
      await requests.erase(ctx, person);
      return true;
    });
    references.register(new TableReference({ table: 'ai_requests', column: 'contact_id', key: ['id'] }));
  }
}
