import { Injectable } from '@nestjs/common';
import { AppConfig } from '../../platform/config/AppConfig.js';
import type { WorkspaceContext } from '../../platform/context/Context.js';
import { DomainEvents } from '../../platform/events/DomainEvents.js';
import { SystemMailer } from '../../platform/mail/SystemMailer.js';
import { systemMailOf } from '../../platform/mail/systemMailOf.js';
import { UserService } from '../users/UserService.js';
import { WorkspaceDeleted } from './WorkspaceEvents.js';

interface Deleted {
  readonly name: string;
  readonly ownerId: string;
  readonly deletedAt: string;
  readonly purgeAt: string;
}

/** Who has to know that a workspace was deleted: what works in it, so that it stops, and its owner, who can restore it. */
@Injectable()
export class WorkspaceDeletionNews {
  constructor(
    private readonly events: DomainEvents,
    private readonly users: UserService,
    private readonly mailer: SystemMailer,
    private readonly config: AppConfig,
  ) {}

  /** Inside the unit of work that deletes it. */
  async tell(ctx: WorkspaceContext, { name, ownerId, deletedAt, purgeAt }: Deleted): Promise<void> {
    await this.events.publish(ctx, WorkspaceDeleted, { workspaceId: ctx.workspaceId, deletedAt });
    const owner = await this.users.requireUser(ctx, ownerId);
    const { publicUrl } = this.config;
    await this.mailer.send(
      ctx,
      systemMailOf({
        to: owner.email,
        subject: `The workspace “${name}” was deleted`,
        paragraphs: [
          `The workspace “${name}” was deleted. Nothing more is sent from it, and its members and API keys are locked out.`,
          `Until ${purgeAt.slice(0, 10)} you can restore it with everything in it. After that it is removed for good.`,
        ],
        button: { label: 'Open the workspace', url: `${publicUrl}/w/${ctx.workspaceId}` },
        publicUrl,
        kind: 'notice',
      }),
    );
  }
}
