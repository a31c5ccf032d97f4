import { Module } from '@nestjs/common';
import { ContactsModule } from '../contacts/ContactsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { TimelineModule } from '../timeline/TimelineModule.js';
import { ContactStageController, StageController } from './StageController.js';
import { StageRepository } from './StageRepository.js';
import { StageService } from './StageService.js';

@Module({
  imports: [ContactsModule, ListsModule, TimelineModule],
  controllers: [StageController, ContactStageController],
  providers: [StageRepository, StageService],
})
export class StagesModule {}
