import { Injectable } from '@nestjs/common';
import { asciiDomainOf, messageIdOf, type OutgoingEmail } from '@rapport/providers';
import { actorUserId, type WorkspaceContext } from '../../platform/context/Context.js';
import { newId } from '../../platform/database/ids.js';
import { Clock } from '../../platform/time/Clock.js';
import { UserService } from '../users/UserService.js';
import { WorkspaceService } from '../workspaces/WorkspaceService.js';
import { noSenderAddress } from './senderErrors.js';

/** The message with which a sender is tried. */
@Injectable()
export class SenderTestMail {
  constructor(
    private readonly workspaces: WorkspaceService,
    private readonly users: UserService,
    private readonly clock: Clock,
  ) {}

  async write(ctx: WorkspaceContext, to: string): Promise<OutgoingEmail> {
    const workspace = await this.workspaces.require(ctx);
    const userId = actorUserId(ctx);
    const address = workspace.defaultFromEmail ?? (userId ? (await this.users.requireUser(ctx, userId)).email : null);
    if (!address) throw noSenderAddress();
    const text = `This is a test message from ${workspace.name}, sent by Rapport.\n\nIt arrived, so the sender is set up.`;
    return {
      from: { name: workspace.defaultFromName, address },
      to: { name: null, address: to },
      replyTo: workspace.defaultReplyTo ? { name: null, address: workspace.defaultReplyTo } : null,
      subject: `[Test] Test message from ${workspace.name}`,
      text,
      html: text
        .split('\n\n')
        .map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`)
        .join('\n'),
      headers: [{ name: 'X-Rapport-Test', value: 'sender' }],
      messageId: messageIdOf(newId(), asciiDomainOf(address)),
      date: this.clock.now(),
    };
  }
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
