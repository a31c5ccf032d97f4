import { Module } from '@nestjs/common';
import { UsersModule } from '../users/UsersModule.js';
import { InvitationRepository } from './InvitationRepository.js';
import { InvitationService } from './InvitationService.js';
import { MemberController } from './MemberController.js';
import { MemberRepository } from './MemberRepository.js';
import { MemberService } from './MemberService.js';
import { PurgeWorkspacesJob } from './PurgeWorkspacesJob.js';
import { InvitationLinkController, MembershipController, WorkspaceController, WorkspacesController } from './WorkspaceController.js';
import { WorkspaceDeletionService } from './WorkspaceDeletionService.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';
import { WorkspaceService } from './WorkspaceService.js';

@Module({
  imports: [UsersModule],
  controllers: [WorkspacesController, WorkspaceController, MemberController, MembershipController, InvitationLinkController],
  providers: [
    WorkspaceService,
    WorkspaceDeletionService,
    MemberService,
    InvitationService,
    PurgeWorkspacesJob,
    WorkspaceRepository,
    MemberRepository,
    InvitationRepository,
  ],
  exports: [WorkspaceService, InvitationService, MemberService],
})
export class WorkspacesModule {}
