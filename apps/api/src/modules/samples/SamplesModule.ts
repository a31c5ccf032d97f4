import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { CampaignsModule } from '../campaigns/CampaignsModule.js';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { InboxModule } from '../inbox/InboxModule.js';
import { InsightsModule } from '../insights/InsightsModule.js';
import { ImportsModule } from '../imports/ImportsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { TemplatesModule } from '../templates/TemplatesModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { FillSampleJob } from './FillSampleJob.js';
import { SampleAnswers } from './SampleAnswers.js';
import { sampleActs } from './sampleActs.js';
import { SampleCampaigns } from './SampleCampaigns.js';
import { SampleController } from './SampleController.js';
import { SamplePeople } from './SamplePeople.js';
import { SampleService } from './SampleService.js';

/** The first look at Rapport, with someone in it. */
@Module({
  imports: [
    UsersModule,
    WorkspacesModule,
    CustomFieldsModule,
    ListsModule,
    TimelineModule,
    ImportsModule,
    TemplatesModule,
    CampaignsModule,
    InboxModule,
    InsightsModule,
  ],
  controllers: [SampleController],
  providers: [SampleService, FillSampleJob, SamplePeople, SampleCampaigns, SampleAnswers],
})
export class SamplesModule {
  constructor(words: AuditWords) {
    words.register(sampleActs);
  }
}
