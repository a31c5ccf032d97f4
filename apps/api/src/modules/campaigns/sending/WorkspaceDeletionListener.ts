import { Injectable, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { jobContext } from '../../../platform/context/contexts.js';
import { DomainEvents } from '../../../platform/events/DomainEvents.js';
import { WorkspaceDeleted, type WorkspaceDeletion } from '../../workspaces/WorkspaceEvents.js';
import { CampaignStateMachine } from '../CampaignStateMachine.js';
import { CampaignProgress } from './CampaignProgress.js';

const REASON = 'The workspace was deleted while this campaign was being sent. Resume it to send to the remaining recipients.';

/** Pauses what a deleted workspace was sending, so that a restored one does not go on by itself. The hand-over refuses it before that. */
@Injectable()
export class WorkspaceDeletionListener implements OnModuleInit {
  constructor(
    private readonly states: CampaignStateMachine,
    private readonly progress: CampaignProgress,
    private readonly events: DomainEvents,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.events.listen(WorkspaceDeleted, {
      name: 'campaigns',
      repeatable: 'Campaigns are paused from "sending" only, and not those that a person resumed after the deletion.',
      handle: (deletion, { requestId }) => this.pauseAll(deletion, requestId),
    });
  }

  private async pauseAll({ workspaceId, deletedAt }: WorkspaceDeletion, requestId: string | undefined): Promise<void> {
    const ctx = jobContext(this.dataSource.manager, workspaceId, 'campaigns.workspaceDeleted', requestId);
    const paused = await this.states.moveAll(ctx, { workspaceId, unlessMovedSince: deletedAt }, 'pause', { statusReason: REASON });
    for (const { id } of paused) await this.progress.conclude(workspaceId, id, 'paused');
  }
}
