import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { CampaignsModule } from '../campaigns/CampaignsModule.js';
import { SettingsModule } from '../settings/SettingsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { sharedReportActs } from './sharedReportActs.js';
import { SharedLinkController, SharedReportController, SharedReportPageController } from './SharedReportController.js';
import { SharedReportReader } from './SharedReportReader.js';
import { SharedReportRepository } from './SharedReportRepository.js';
import { SharedReportService } from './SharedReportService.js';

/** Reports of campaigns for people without an account. */
@Module({
  imports: [WorkspacesModule, SettingsModule, CampaignsModule],
  controllers: [SharedLinkController, SharedReportController, SharedReportPageController],
  providers: [SharedReportReader, SharedReportRepository, SharedReportService],
})
export class SharedReportsModule {
  constructor(words: AuditWords) {
    words.register(sharedReportActs);
  }
}
