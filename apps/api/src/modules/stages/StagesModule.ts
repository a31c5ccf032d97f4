import { Module } from '@nestjs/common';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { ContactStageController, StageController } from './StageController.js';
import { WorkspacesModule } from '../workspaces/WorkspacesModule.js';
import { StageFlow } from './StageFlow.js';
import { StageRepository } from './StageRepository.js';
import { StageService } from './StageService.js';

@Module({
  imports: [WorkspacesModule, ContactsModule, ListsModule, TimelineModule],
  controllers: [StageController, ContactStageController],
  providers: [StageRepository, StageService, StageFlow],
})
export class StagesModule {}
