import { Module } from '@nestjs/common';
import { DashboardController } from './DashboardController.js';
import { DashboardRepository } from './DashboardRepository.js';
import { DashboardService } from './DashboardService.js';

@Module({ controllers: [DashboardController], providers: [DashboardService, DashboardRepository] })
export class DashboardModule {}
