import { Module } from '@nestjs/common';
import { CampaignsModule } from '../campaigns/CampaignsModule.js';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { DashboardController } from './DashboardController.js';
import { DashboardRepository } from './DashboardRepository.js';
import { DashboardService } from './DashboardService.js';
import { HomeLayoutService } from './HomeLayoutService.js';

@Module({
  imports: [WorkspacesModule, ContactsModule, CampaignsModule],
  controllers: [DashboardController],
  providers: [DashboardService, DashboardRepository, HomeLayoutService],
})
export class DashboardModule {}
