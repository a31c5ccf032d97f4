import { Module } from '@nestjs/common';
import { CustomFieldsModule } from '../customFields/CustomFieldsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { TemplatesModule } from '../templates/TemplatesModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { UsersModule } from '../users/UsersModule.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { SampleController } from './SampleController.js';
import { SampleService } from './SampleService.js';

/** The first look at Rapport, with somebody in it. */
@Module({
  imports: [UsersModule, WorkspacesModule, CustomFieldsModule, ListsModule, TimelineModule, TemplatesModule],
  controllers: [SampleController],
  providers: [SampleService],
})
export class SamplesModule {}
