import { Module } from '@nestjs/common';
import { AuditedRecords } from '../../platform/audit/AuditedRecords.js';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { CampaignsModule } from '../campaigns/CampaignsModule.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { CampaignHistory } from './CampaignHistory.js';
import { CheckInsightsJob, CheckInsightsNightly } from './CheckInsightsJob.js';
import { DETECTORS, detectorsProvider } from './detectors/detectors.js';
import { insightActs } from './insightActs.js';
import { ContactInsightsController, InsightController } from './InsightController.js';
import { InsightDecisions } from './InsightDecisions.js';
import { InsightRepository } from './InsightRepository.js';
import { InsightSearch } from './InsightSearch.js';
import { InsightDigests } from './InsightDigests.js';
import { InsightService } from './InsightService.js';
import { InsightsOfContact } from './InsightsOfContact.js';
import { SendDigestsJob } from './SendDigestsJob.js';

/** What is unusual in the figures of a workspace (decision 153). */
@Module({
  imports: [WorkspacesModule, SettingsModule, ContactsModule, CampaignsModule],
  controllers: [InsightController, ContactInsightsController],
  providers: [
    ...DETECTORS,
    detectorsProvider,
    CampaignHistory,
    InsightRepository,
    InsightSearch,
    InsightService,
    InsightsOfContact,
    InsightDecisions,
    CheckInsightsJob,
    CheckInsightsNightly,
    InsightDigests,
    SendDigestsJob,
  ],
  exports: [InsightService],
})
export class InsightsModule {
  constructor(words: AuditWords, records: AuditedRecords, insights: InsightService) {
    words.register(insightActs);
    records.register('insight', (ctx, ids) => insights.namesOf(ctx, ids));
  }
}
