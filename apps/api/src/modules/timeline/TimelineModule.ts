import { Module } from '@nestjs/common';

import { ContactsModule } from '../contacts/ContactsModule.js';
import { ListsModule } from '../lists/ListsModule.js';
import { ConsentTimelineListener } from './ConsentTimelineListener.js';
import { TimelineController } from './TimelineController.js';
import { TimelineRepository } from './TimelineRepository.js';
import { TimelineService } from './TimelineService.js';

@Module({
  imports: [ContactsModule, ListsModule],
  controllers: [TimelineController],
  providers: [TimelineRepository, TimelineService, ConsentTimelineListener],
  exports: [TimelineService],
})
export class TimelineModule {}
