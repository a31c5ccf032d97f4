import { Module } from '@nestjs/common';
import { AuditWords } from '../../platform/audit/AuditWords.js';
import { UsersModule } from '../users/UsersModule.js';
import { workspaceActs } from './workspaceActs.js';
import { InvitationDelivery } from './InvitationDelivery.js';
import { InvitationLimits } from './InvitationLimits.js';
import { InvitationRepository } from './InvitationRepository.js';
import { InvitationRights } from './InvitationRights.js';
import { InvitationService } from './InvitationService.js';
import { LostRights } from './LostRights.js';
import { MemberAdmission } from './MemberAdmission.js';
import { MemberController } from './MemberController.js';
import { MemberRepository } from './MemberRepository.js';
import { MemberService } from './MemberService.js';
import { PurgeWorkspacesJob } from './PurgeWorkspacesJob.js';
import { SentInvitations } from './SentInvitations.js';
import { MembershipController, WorkspaceController, WorkspacesController } from './WorkspaceController.js';
import { WorkspaceDeletionNews } from './WorkspaceDeletionNews.js';
import { WorkspaceDeletionService } from './WorkspaceDeletionService.js';
import { WorkspacePurge } from './WorkspacePurge.js';
import { WorkspaceRemover } from './WorkspaceRemover.js';
import { WorkspaceRepository } from './WorkspaceRepository.js';
import { WorkspaceService } from './WorkspaceService.js';

@Module({
  imports: [UsersModule],
  controllers: [WorkspacesController, WorkspaceController, MemberController, MembershipController],
  providers: [
    WorkspaceService,
    WorkspaceDeletionService,
    WorkspaceDeletionNews,
    WorkspacePurge,
    WorkspaceRemover,
    MemberService,
    InvitationService,
    MemberAdmission,
    SentInvitations,
    InvitationDelivery,
    InvitationLimits,
    InvitationRights,
    LostRights,
    PurgeWorkspacesJob,
    WorkspaceRepository,
    MemberRepository,
    InvitationRepository,
  ],
  exports: [WorkspaceService, InvitationService, MemberService],
})
export class WorkspacesModule {
  constructor(words: AuditWords) {
    words.register(workspaceActs);
  }
}
