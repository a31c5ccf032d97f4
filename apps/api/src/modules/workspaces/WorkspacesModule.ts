import { Module } from '@nestjs/common';
import { UsersModule } from '../users/UsersModule.js';
import { InvitationService } from './InvitationService.js';
import { WorkspaceController, WorkspacesController } from './WorkspaceController.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';
import { WorkspaceService } from './WorkspaceService.js';

@Module({
  imports: [UsersModule],
  controllers: [WorkspacesController, WorkspaceController],
  providers: [WorkspaceService, InvitationService, WorkspaceRepository],
  exports: [WorkspaceService, InvitationService],
})
export class WorkspacesModule {}
